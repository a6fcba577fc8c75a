// Bad input and bad luck: one clear line on standard error, the right status, nothing half-written.

#include "core/base/text.hpp"
#include "tests/e2e/pair.hpp"
#include "tests/support/await.hpp"
#include "tests/support/ports.hpp"
#include "tests/support/small_disk.hpp"

#include <nlohmann/json.hpp>

#include <fstream>

using namespace shoal::test;
using namespace std::chrono_literals;
namespace fs = shoal::fs;

namespace {

fs::path write_text(TempDir const& dir, std::string const& name, std::string const& text) {
    std::ofstream{dir / name, std::ios::binary} << text;
    return dir / name;
}

int entries(fs::path const& dir) {
    int count = 0;
    for ([[maybe_unused]] auto const& entry : fs::directory_iterator{dir})
        ++count;
    return count;
}

/// Lines of progress come before it.
std::string last_line(std::string const& err) {
    auto const lines = shoal::split(err, '\n');
    return lines.size() < 2 ? err : lines[lines.size() - 2];
}

struct Desk {
    TempDir dir;
    Shoal shoal{address(1)};

    [[nodiscard]] Outcome get(std::string const& source, Argv const& more = {}) const {
        Argv arguments = shoal.at_home({"get", source, "-d", (dir / "out").string()});
        arguments.insert(arguments.end(), more.begin(), more.end());
        return shoal.run(arguments, 30s);
    }
};

} // namespace

TEST_CASE("bad input: a .torrent that is not there") {
    Desk const desk;
    check_failure(desk.get((desk.dir / "none.torrent").string()), 3, {"none.torrent", "no such"});
    CHECK(!fs::exists(desk.dir / "out"));
}

TEST_CASE("bad input: what is not a torrent, or only a part of one, names the file") {
    Desk const desk;
    write_random_file(desk.dir / "file.bin", 1 << 20);
    auto const whole = (desk.dir / "whole.torrent").string();
    REQUIRE(desk.shoal.run({"create", (desk.dir / "file.bin").string(), "-o", whole}).status == 0);
    std::ifstream file{whole, std::ios::binary};
    std::string const bytes{std::istreambuf_iterator<char>{file}, {}};
    std::pair<char const*, std::string> const bad[] = {
        {"empty.torrent", ""},
        {"text.torrent", "hello, this is not bencoded\n"},
        {"half.torrent", bytes.substr(0, bytes.size() / 2)},
        {"list.torrent", "le"},
        {"noinfo.torrent", "d8:announce9:http://x/e"},
        {"deep.torrent", std::string(100'000, 'l')},
        {"huge-string.torrent", "d4:info99999999999999999999:xe"},
    };
    for (auto const& [name, text] : bad) {
        CAPTURE(name);
        auto const path = write_text(desk.dir, name, text).string();
        check_failure(desk.get(path), 1, {name});
        check_failure(desk.shoal.run({"show", path}), 1, {name});
    }
    CHECK(!fs::exists(desk.dir / "out"));
}

TEST_CASE("bad input: a path that would leave the folder") {
    Desk const desk;
    for (std::string const part : {"2:..", "1:.", "5:/etc/", "0:"}) {
        CAPTURE(part);
        auto const torrent =
            "d4:infod5:filesld6:lengthi1e4:pathl" + part +
            "3:pwneee4:name1:x12:piece lengthi16384e6:pieces20:" + std::string(20, 'x') + "ee";
        auto const path = write_text(desk.dir, "evil.torrent", torrent).string();
        check_failure(desk.get(path, {"--time-limit", "1s"}), 1, {"evil.torrent"});
    }
    CHECK(!fs::exists(desk.dir / "pwn"));
    CHECK(!fs::exists(desk.dir / "out"));
}

TEST_CASE("bad input: a magnet without a hash") {
    Desk const desk;
    check_failure(desk.get("magnet:?dn=name&tr=http://127.0.0.1:9/"), 1, {"magnet:"});
    check_failure(desk.get("magnet:?xt=urn:btih:123"), 1, {"magnet:"});
    CHECK(!fs::exists(desk.dir / "out"));
}

TEST_CASE(
    "bad input: a flag that does not exist, or a value that makes no sense, is a usage error") {
    Desk const desk;
    auto const hash = std::string(40, 'a');
    CHECK(desk.get(hash, {"--no-such-flag"}).status == 2);
    CHECK(desk.get(hash, {"--down", "fast"}).status == 2);
    CHECK(desk.get(hash, {"--peer", "nowhere"}).status == 2);
    CHECK(desk.shoal.run({"get"}).status == 2);
    CHECK(desk.shoal.run({"no-such-command"}).status == 2);
}

TEST_CASE("bad luck: a dead tracker is a warning, and the time limit ends the wait") {
    Desk const desk;
    write_random_file(desk.dir / "file.bin", 1 << 20);
    auto const torrent = (desk.dir / "x.torrent").string();
    auto const url = "http://" + address(9) + ":" + std::to_string(free_port(address(9))) + "/a";
    REQUIRE(desk.shoal.run({"create", (desk.dir / "file.bin").string(), "-o", torrent, "-a", url})
                .status == 0);
    auto const got = desk.get(torrent, {"--time-limit", "4s"});
    INFO(got.err);
    CHECK(got.status == 6);
    CHECK(got.err.find("warning") != std::string::npos);
    CHECK(got.err.find(url) != std::string::npos);
}

TEST_CASE("bad luck: a read-only folder stops a get and a create, by name") {
    Desk const desk;
    SmallDisk const disk{4 << 20};
    disk.make_read_only();
    Pair pair{1 << 20};
    pair.seed();
    auto const got = pair.leech.run(
        pair.leech.at_home({"get", pair.torrent.string(), "-d", disk.path().string(), "--peer",
                            pair.seeder.endpoint(), "--time-limit", "20s"}));
    check_failure(got, 1, {disk.path().string(), "read-only"});
    auto const made = desk.shoal.run(
        {"create", (pair.dir / "seed").string(), "-o", (disk.path() / "x.torrent").string()});
    check_failure(made, 1, {disk.path().string(), "read-only"});
}

TEST_CASE("bad luck: a disk too small for it stops a get before anything is written") {
    SmallDisk const disk{8 << 20};
    Pair pair{24 << 20};
    pair.seed();
    auto const got = pair.leech.run(
        pair.leech.at_home({"get", pair.torrent.string(), "-d", disk.path().string(), "--peer",
                            pair.seeder.endpoint(), "--time-limit", "20s"}));
    check_failure(got, 1, {disk.path().string(), "full"});
    CHECK(entries(disk.path()) == 0);
}

TEST_CASE("bad luck: a disk that fills up stops a get, and what was good stays") {
    SmallDisk const disk{32 << 20};
    Pair pair{24 << 20};
    pair.seed();
    auto arguments = pair.leech.at_home({"get", pair.torrent.string(), "-d", disk.path().string(),
                                         "--peer", pair.seeder.endpoint(), "--time-limit", "30s"});
    auto slowly = arguments;
    slowly.insert(slowly.end(), {"--down", "4MiB"});
    auto getting = pair.leech.start(slowly);
    await(
        "a part is there", 20s, [&] { return allocated_bytes(disk.path()) > 4 << 20; },
        [&] { return getting.err(); });
    std::ofstream{disk.path() / "filler"} << std::string(28 << 20, 'x');
    auto const ended = getting.wait(25s);
    check_failure({ended.value_or(-1), getting.out(), last_line(getting.err())}, 1,
                  {disk.path().string(), "full"});

    fs::remove(disk.path() / "filler");
    auto const again = pair.leech.run(arguments);
    INFO(again.err, pair.seed_said());
    CHECK(again.status == 0);
    CHECK(difference(pair.dir / "seed/file.bin", disk.path() / "file.bin") == "");
}

TEST_CASE("bad luck: a create onto a full disk leaves nothing behind") {
    Desk const desk;
    SmallDisk const disk{64 << 10};
    auto const before = entries(disk.path());
    // 16 KiB pieces of 64 MiB: 80 KiB of hashes
    write_random_file(desk.dir / "file.bin", 64 << 20);
    auto const made = desk.shoal.run({"create", (desk.dir / "file.bin").string(), "--piece-size",
                                      "16KiB", "-o", (disk.path() / "x.torrent").string()});
    check_failure(made, 1, {"x.torrent", "full"});
    CHECK(entries(disk.path()) == before);
}

TEST_CASE("bad input: create never overwrites unless told so") {
    Desk const desk;
    write_random_file(desk.dir / "file.bin", 1 << 20);
    auto const path = write_text(desk.dir, "x.torrent", "precious");
    Argv const create{"create", (desk.dir / "file.bin").string(), "-o", path.string()};
    auto const before = entries(desk.dir.path());
    check_failure(desk.shoal.run(create), 1, {"x.torrent", "exists"});
    CHECK(fs::file_size(path) == 8);
    CHECK(entries(desk.dir.path()) == before);
    auto forced = create;
    forced.emplace_back("--force");
    CHECK(desk.shoal.run(forced).status == 0);
    CHECK(fs::file_size(path) > 8);
}

TEST_CASE("bad input: verify tells damage by its status") {
    Desk const desk;
    write_random_file(desk.dir / "file.bin", 1 << 20);
    auto const torrent = (desk.dir / "x.torrent").string();
    REQUIRE(desk.shoal.run({"create", (desk.dir / "file.bin").string(), "-o", torrent}).status ==
            0);
    auto const verify = [&] {
        return desk.shoal.run({"verify", torrent, desk.dir.path().string(), "--json"});
    };
    CHECK(verify().status == 0);
    write_random_file(desk.dir / "file.bin", 1 << 20, 2);
    auto const damaged = verify();
    CHECK(damaged.status == 5);
    CHECK(last_json(damaged.out).value("pieces_bad", 0) == 4);
}

TEST_CASE("bad input: an address or a device that is not there") {
    Pair const pair{1 << 20};
    for (auto const& [flag, value] :
         {std::pair{"--listen", "nowhere:1"}, {"--interface", "none0"}}) {
        auto arguments = pair.get();
        arguments.insert(arguments.end(), {flag, value, "--time-limit", "5s"});
        auto const got = pair.leech.run(arguments);
        INFO(got.out, got.err);
        CHECK(got.status != 0);
        CHECK(got.status != 6);
        CHECK(got.err.find(std::string{value}.substr(0, 5)) != std::string::npos);
    }
}
