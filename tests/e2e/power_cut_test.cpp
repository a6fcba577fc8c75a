// What a power cut may take from a download. A real `get`, stopped, killed and started again, has
// every call to its disk written down; then the disk is cut off after random calls, by a model that
// loses all that POSIX allows to be lost.

#include "core/engine/records/state_files.hpp"
#include "tests/e2e/pair.hpp"
#include "tests/support/await.hpp"
#include "tests/support/disk_model.hpp"

#include <nlohmann/json.hpp>

#include <csignal>
#include <cstring>

using namespace shoal;
using namespace shoal::test;
using namespace std::chrono_literals;

namespace {

constexpr std::int64_t piece_size = 256 * 1024;

struct Part {
    char const* name;
    std::int64_t size;
    bool first; ///< selected in the first run
};

// They share pieces, across what is selected at first and what is not.
constexpr std::array parts{Part{"a", (3 << 20) + 123, true}, Part{"b", (5 << 20) + 77, false},
                           Part{"c", 1000, false}, Part{"d", (5 << 20) - 5, true}};

struct World {
    World() {
        std::uint64_t number = 0;
        for (auto const& part : parts)
            write_random_file(source / part.name, part.size, ++number);
        for (auto const& part : parts)
            content += *read_file(source / part.name, 1 << 30);
        auto const made = seeder.run({"create", source.string(), "-o", torrent.string()});
        REQUIRE_MESSAGE(made.status == 0, made.err);
        seeding.emplace(seeder.start(
            seeder.at_home({"seed", torrent.string(), "-d", dir.path().string(), "--json"})));
        await(
            "it seeds", 30s, [&] { return !find_event(seeding->out(), "seeding").is_null(); },
            [&] { return seeding->out() + seeding->err(); });
    }

    /// `get` into the leech's home, which is the disk under test.
    [[nodiscard]] Argv get(fs::path const& out, Argv const& more = {}) const {
        auto arguments = leech.at_home(
            {"get", torrent.string(), "-d", out.string(), "--peer", seeder.endpoint(), "--json"});
        arguments.insert(arguments.end(), more.begin(), more.end());
        return arguments;
    }

    [[nodiscard]] fs::path out() const { return leech.home() / "new" / "out"; }

    TempDir dir;
    fs::path source = dir / "tree";
    fs::path torrent = dir / "tree.torrent";
    std::string content; ///< of the files, in order: what the pieces are cut from
    Shoal seeder{address(1)};
    Shoal leech{address(2)};
    std::optional<Process> seeding;
};

/// The life of a download, in runs; how each ends decides what it leaves.
class Story {
public:
    explicit Story(World& world) : world_(world) {
        run({"--select", "a", "--select", "d", "--down", "640KiB"}, 0, 60s, 0);
        run({"--down", "256KiB"}, 0, 13s, SIGKILL); // after a barrier, and before the next
        run({"--down", "128KiB"}, 1 << 18, 20s, SIGINT);
        run({}, 0, 60s, 0);
    }

    std::vector<DiskOp> ops;
    std::vector<std::size_t> ends; ///< after so many ops a run ended well: all it said must last

private:
    /// Until `limit` or, for a signal, until so many bytes are new.
    void run(Argv const& more, std::int64_t bytes, std::chrono::seconds limit, int signal) {
        auto const log = world_.dir / ("log-" + std::to_string(ops.size()));
        world_.leech.log_disk(log);
        auto const before = allocated_bytes(world_.out());
        auto getting = world_.leech.start(world_.get(world_.out(), more));
        if (signal != 0) {
            if (bytes > 0)
                await(
                    "some of it is there", limit,
                    [&] { return allocated_bytes(world_.out()) >= before + bytes; },
                    [&] { return getting.out() + getting.err(); });
            else
                (void)getting.wait(limit);
            getting.kill(signal);
        }
        auto const status = getting.wait(limit);
        INFO(last_part(getting.out()), getting.err());
        REQUIRE(status == (signal == 0 ? 0 : 128 + signal));
        for (auto& op : read_disk_log(log))
            ops.push_back(std::move(op));
        if (signal != SIGKILL)
            ends.push_back(ops.size());
    }

    World& world_;
};

/// Lived once, since it takes half a minute.
struct Lived {
    World world;
    Story const story{world};
};

Lived& lived() {
    static Lived once;
    return once;
}

std::optional<engine::ResumeRecord> record_in(DiskFiles const& files) {
    for (auto const& [path, bytes] : files)
        if (path.ends_with(".resume")) {
            auto record = engine::decode_record(bytes);
            REQUIRE_MESSAGE(record, path, ": ", record.error().what);
            return *std::move(record);
        }
    return std::nullopt;
}

/// The claimed pieces of which a byte that lies in a plain file is not there.
std::vector<std::size_t> false_claims(World const& world, DiskFiles const& files,
                                      std::vector<bool> const& have, bool only_first) {
    std::vector<std::size_t> wrong;
    std::int64_t begin = 0;
    for (auto const& part : parts) {
        auto const found = files.find((world.out() / "tree" / part.name).string());
        for (std::int64_t at = 0; at < part.size && (part.first || !only_first);) {
            auto const piece = static_cast<std::size_t>((begin + at) / piece_size);
            auto const next =
                std::min(part.size, static_cast<std::int64_t>(piece + 1) * piece_size - begin);
            auto const count = static_cast<std::size_t>(next - at);
            if (have[piece] &&
                (found == files.end() || static_cast<std::int64_t>(found->second.size()) < next ||
                 std::memcmp(found->second.data() + at, world.content.data() + begin + at, count) !=
                     0))
                wrong.push_back(piece);
            at = next;
        }
        begin += part.size;
    }
    return wrong;
}

} // namespace

TEST_CASE("power cut: no record claims a piece whose bytes are gone") {
    auto& [world, story] = lived();
    REQUIRE(story.ends.size() == 3);
    constexpr std::size_t cuts = 1500;
    MESSAGE(story.ops.size(), " calls, ", cuts, " cuts");

    DiskModel disk{world.leech.home().string()};
    std::mt19937_64 random{2026};
    std::size_t done = 0;
    std::size_t claims = 0;
    std::size_t records = 0;
    std::optional<engine::ResumeRecord> first_end;
    for (std::size_t i = 0; i < story.ops.size(); ++i) {
        disk.apply(story.ops[i]);
        for (; done < cuts * (i + 1) / story.ops.size(); ++done) {
            auto const files = disk.cut(random);
            auto const record = record_in(files);
            if (!record)
                continue;
            // Until the second run has a record of its own, unwanted bytes are in the part file.
            bool const only_first = !first_end || *record == *first_end;
            ++records;
            claims += static_cast<std::size_t>(std::ranges::count(record->have, true));
            auto const wrong = false_claims(world, files, record->have, only_first);
            REQUIRE_MESSAGE(wrong.empty(), "after call ", i, ": ", wrong.size(),
                            " false claims, first piece ", wrong.front());
        }
        if (std::ranges::count(story.ends, i + 1) > 0) {
            // What ended well must not need the disk's goodwill at all.
            auto const certain = disk.certain();
            auto const record = record_in(certain);
            REQUIRE(record);
            CHECK(record->clean);
            CHECK(false_claims(world, certain, record->have, !first_end).empty());
            if (!first_end)
                first_end = record;
        }
    }
    CHECK(done == cuts);
    MESSAGE(records, " records found, ", claims, " claims held");
    CHECK(records > cuts / 2);
    auto const last = record_in(disk.certain());
    CHECK(std::ranges::count(last->have, false) == 0);
}

TEST_CASE("power cut: the next get goes on, and ends with every byte right") {
    auto& [world, story] = lived();
    DiskModel disk{world.leech.home().string()};
    std::mt19937_64 random{11};
    constexpr std::size_t cuts = 24;
    std::size_t done = 0;
    for (std::size_t i = 0; i < story.ops.size(); ++i) {
        disk.apply(story.ops[i]);
        for (; done < cuts * (i + 1) / story.ops.size(); ++done) {
            auto const files = disk.cut(random);
            auto const record = record_in(files);
            put_on_disk(files, world.leech.home(), world.leech.home());
            auto const got = world.leech.run(world.get(world.out()));
            INFO("cut after call ", i, "\n", last_part(got.out), got.err);
            REQUIRE(got.status == 0);
            REQUIRE(difference(world.source, world.out() / "tree") == "");
        }
    }
    CHECK(done == cuts);
}
