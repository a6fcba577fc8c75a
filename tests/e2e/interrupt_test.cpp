#include "tests/e2e/pair.hpp"
#include "tests/support/await.hpp"
#include "tests/support/tcp.hpp"

#include <nlohmann/json.hpp>

#include <csignal>

using namespace shoal::test;
using namespace std::chrono_literals;

namespace {

/// A `get` that waits for a tracker which takes connections and never says a word.
struct Stuck {
    Stuck()
        : silent(listen_at(address(9))),
          url("http://" + address(9) + ":" + std::to_string(silent.port) + "/announce") {
        auto const edited = pair.seeder.run({"create", (pair.dir / "seed/file.bin").string(), "-o",
                                             pair.torrent.string(), "--force", "-a", url});
        REQUIRE_MESSAGE(edited.status == 0, edited.err);
        getting.emplace(pair.leech.start(pair.get()));
        await(
            "get has begun", 15s, [this] { return !find_event(getting->out(), "added").is_null(); },
            [this] { return getting->out() + getting->err(); });
    }

    Pair pair{1 << 20};
    Listener silent;
    std::string url;
    std::optional<Process> getting;
};

} // namespace

TEST_CASE("interrupt: ctrl-C ends a get within 5 s, whatever its tracker does") {
    Stuck stuck;
    stuck.getting->kill(SIGINT);
    CHECK(stuck.getting->wait(5s) == 130);
    CHECK(last_json(stuck.getting->out()).value("schema", "") == "shoal.get/1");
}

TEST_CASE("interrupt: SIGTERM ends a get within 5 s, with its own status") {
    Stuck stuck;
    stuck.getting->kill(SIGTERM);
    CHECK(stuck.getting->wait(5s) == 143);
}

TEST_CASE("interrupt: two signals in one breath, as timeout(1) sends them, end a get in order") {
    Stuck stuck;
    stuck.getting->kill(SIGTERM);
    stuck.getting->kill(SIGINT);
    auto const status = stuck.getting->wait(5s);
    CHECK((status == 143 || status == 130));
    CHECK(last_json(stuck.getting->out()).value("schema", "") == "shoal.get/1");
}

TEST_CASE("interrupt: a second ctrl-C ends a get at once") {
    Stuck stuck;
    stuck.getting->kill(SIGINT);
    let_pass(50ms); // two signals at the same instant are one
    stuck.getting->kill(SIGINT);
    CHECK(stuck.getting->wait(1s) == 130);
}

TEST_CASE("interrupt: a get that was stopped goes on from there") {
    constexpr std::int64_t size = 32 << 20;
    Pair pair{size};
    pair.seed();
    auto first = pair.leech.start(pair.get({"--down", "8MiB"}));
    await(
        "a good part is there", 30s, [&] { return allocated_bytes(pair.out()) > size / 3; },
        [&] { return last_part(first.out()) + first.err() + pair.seed_said(); });
    first.kill(SIGINT);
    REQUIRE(first.wait(5s) == 130);
    auto const good = pair.good_bytes();
    REQUIRE(good > size / 4);
    auto const second = pair.leech.run(pair.get());
    INFO(last_part(second.out), second.err, pair.seed_said());
    CHECK(second.status == 0);
    CHECK(pair.difference() == "");
    CHECK(last_json(second.out).value("downloaded", size) <= size - good + (1 << 20));
}

TEST_CASE("interrupt: ctrl-C ends a seed within 5 s") {
    Pair pair{1 << 20};
    pair.seed();
    pair.seeding->kill(SIGINT);
    CHECK(pair.seeding->wait(5s) == 130);
}
