// What `get` and `seed` do to the disk, and what they do when it fails them.

#include "tests/e2e/pair.hpp"
#include "tests/support/await.hpp"
#include "tests/support/disk_log.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cerrno>
#include <csignal>

using namespace shoal;
using namespace shoal::test;
using namespace std::chrono_literals;

namespace {

constexpr std::int64_t piece_size = 256 * 1024;

/// The leech's disk is below its home; there it gets the file.
struct Home : Pair {
    explicit Home(std::int64_t size) : Pair(size) { seed(); }

    [[nodiscard]] Argv get(Argv const& more = {}) const {
        auto arguments = leech.at_home({"get", torrent.string(), "-d", place().string(), "--peer",
                                        seeder.endpoint(), "--json", "--time-limit", "60s"});
        arguments.insert(arguments.end(), more.begin(), more.end());
        return arguments;
    }

    [[nodiscard]] fs::path place() const { return leech.home() / "out"; }

    [[nodiscard]] std::string difference() const {
        return test::difference(dir / "seed/file.bin", place() / "file.bin");
    }

    [[nodiscard]] std::int64_t good_bytes() const {
        auto const verified = leech.run({"verify", torrent.string(), place().string(), "--json"});
        return last_json(verified.out).value("pieces_ok", 0) * piece_size;
    }
};

std::int64_t count(std::vector<DiskOp> const& ops, DiskCall call) {
    return std::count_if(ops.begin(), ops.end(), [&](DiskOp const& op) {
        return op.call == call && op.path.ends_with("/file.bin");
    });
}

} // namespace

TEST_CASE("disk: a plain download writes whole pieces and reads nothing back") {
    constexpr std::int64_t size = 64 << 20;
    Home home{size};
    auto const log = home.dir / "log";
    home.leech.log_disk(log);
    auto const got = home.leech.run(home.get());
    INFO(last_part(got.out), got.err);
    REQUIRE(got.status == 0);
    CHECK(home.difference() == "");
    auto const ops = read_disk_log(log);
    auto const writes = count(ops, DiskCall::write);
    MESSAGE(writes, " writes for ", size / piece_size, " pieces");
    CHECK(writes >= size / piece_size / 4);
    CHECK(writes <= size / piece_size * 12 / 10);
    CHECK(count(ops, DiskCall::read) == 0);
}

TEST_CASE("disk: what fails stops the get with file and reason, and later it goes on from there") {
    struct Case {
        char const* call;
        int error;
        int after;
        char const* reason;
    };

    constexpr std::int64_t size = 24 << 20;
    for (auto const& [call, error, after, reason] :
         {Case{"pwritev", EIO, 20, "Input/output error"}, Case{"pwritev", ENOSPC, 20, "full"},
          Case{"pwritev", EROFS, 20, "read-only"}, Case{"pwritev", EDQUOT, 20, "quota"},
          Case{"open", EACCES, 0, "ermission denied"},
          Case{"fdatasync", EIO, 0, "Input/output error"}}) {
        CAPTURE(call);
        CAPTURE(reason);
        Home home{size};
        auto const mended = home.dir / "mended";
        home.leech.break_disk({call, error, after, "/file.bin", mended});
        auto const failed = home.leech.run(home.get());
        check_failure(failed, 1, {(home.place() / "file.bin").string(), reason});
        CHECK_FALSE(find_event(failed.out, "error").is_null());
        write_random_file(mended, 1);
        auto const good = home.good_bytes();
        CHECK(good >= after * piece_size / 2);
        auto const again = home.leech.run(home.get());
        INFO(last_part(again.out), again.err, home.seed_said());
        CHECK(again.status == 0);
        CHECK(home.difference() == "");
        CHECK(last_json(again.out).value("downloaded", size) <= size - good + (1 << 20));
    }
}

TEST_CASE("disk: a torrent whose file fails does not stop the other") {
    Home bad{8 << 20};
    auto const other = bad.dir / "other.torrent";
    write_random_file(bad.dir / "seed/other.bin", 8 << 20, 7);
    REQUIRE(bad.seeder.run({"create", (bad.dir / "seed/other.bin").string(), "-o", other.string()})
                .status == 0);
    Shoal second{address(3)};
    auto const seeding = second.start(
        second.at_home({"seed", other.string(), "-d", (bad.dir / "seed").string(), "--json"}));
    await(
        "the second seed seeds", 30s,
        [&] { return !find_event(seeding.out(), "seeding").is_null(); },
        [&] { return seeding.out() + seeding.err(); });
    bad.leech.break_disk({"pwritev", EIO, 2, "/file.bin", bad.dir / "never"});
    auto const got = bad.leech.run(bad.get({other.string(), "--peer", second.endpoint()}));
    INFO(last_part(got.out), got.err);
    CHECK(got.status == 7); // partly done
    CHECK(difference(bad.dir / "seed/other.bin", bad.place() / "other.bin") == "");
}

TEST_CASE("disk: a file removed while it is being written stops the get, and a new one is begun") {
    constexpr std::int64_t size = 24 << 20;
    Home home{size};
    auto getting = home.leech.start(home.get({"--down", "8MiB"}));
    await(
        "a part is there", 30s, [&] { return allocated_bytes(home.place()) > size / 4; },
        [&] { return getting.out() + getting.err(); });
    fs::remove(home.place() / "file.bin");
    auto const status = getting.wait(20s);
    check_failure({status.value_or(-1), getting.out(), getting.err()}, 1,
                  {(home.place() / "file.bin").string()});
    auto const again = home.leech.run(home.get());
    INFO(last_part(again.out), again.err);
    CHECK(again.status == 0);
    CHECK(home.difference() == "");
}

TEST_CASE("disk: a file cut short while it is seeded stops the seed, by name") {
    Home home{24 << 20};
    fs::resize_file(home.dir / "seed/file.bin", 1 << 20);
    auto getting = home.leech.start(home.get());
    auto const status = home.seeding->wait(30s);
    check_failure({status.value_or(-1), home.seeding->out(), home.seeding->err()}, 1,
                  {(home.dir / "seed/file.bin").string()});
    getting.kill(SIGINT);
    CHECK(getting.wait(5s) == 130);
}
