#include "core/base/mailbox.hpp"
#include "core/engine/records/store_keeper.hpp"
#include "tests/unit/engine/session_bench.hpp"

#include <limits>

using namespace shoal;
using namespace shoal::engine;

namespace {

/// A session on a real store, and a swarm, clock and workers that the test moves by hand.
struct Lasting {
    explicit Lasting(Bench& bench, api::SessionRules const& rules = {}) : base(bench) {
        auto opened = store::Store::open(bench.dir / "kept");
        REQUIRE_MESSAGE(opened, opened.error().what);
        store = std::move(opened->store);
        records.emplace(*store);
        keeper.emplace(*store, [this](std::function<void()> answer) {
            (void)answers.post(std::move(answer));
        });
        desk.emplace(*records, Fetch{});
        session.emplace(
            Session::World{wire, jobs, base.clock, *records, *desk, *keeper}, true,
            [this](api::Event const& event) { events.push_back(event); },
            [this](auto next) { snapshot = std::move(next); });
        session->handle(
            api::Command{api::Configure{.rules = rules, .housekeeping = api::Housekeeping{}}},
            [](auto const&) {});
        jobs.end_turn = [this] {
            session->end_turn();
        };
        session->restore({.torrents = store->torrents().value(),
                          .bans = {},
                          .events = store->events(EventLog::capacity).value(),
                          .by_hand = load_by_hand(*store).value()});
        jobs.run();
    }

    Result<api::Reply> ask(api::Command command) {
        std::optional<Result<api::Reply>> answer;
        session->handle(std::move(command),
                        [&](Result<api::Reply> const& reply) { answer = reply; });
        wait([&] { return answer.has_value(); });
        return *answer;
    }

    void say(WireEvent const& event) {
        session->apply(event);
        jobs.run();
    }

    /// Until it is so; runs what the store and the workers answer meanwhile.
    void wait(std::function<bool()> const& is_so) {
        auto const deadline = std::chrono::steady_clock::now() + 5s;
        jobs.run();
        while (!is_so()) {
            REQUIRE(std::chrono::steady_clock::now() < deadline);
            for (auto const& run : answers.drain(deadline))
                run();
            jobs.run();
        }
        session->tick();
    }

    [[nodiscard]] api::SessionRules rules() {
        base.clock.advance(1s);
        session->tick();
        return snapshot->rules;
    }

    [[nodiscard]] api::TorrentView view(api::TorrentId id) {
        base.clock.advance(1s);
        session->tick();
        auto const found = api::find(*snapshot, id);
        REQUIRE(found);
        return *found;
    }

    Bench& base;
    test::FakeWire wire;
    test::FakeJobs jobs;
    Mailbox<std::function<void()>> answers{std::numeric_limits<std::size_t>::max()};
    std::unique_ptr<store::Store> store;
    std::optional<StoreRecords> records;
    std::optional<StoreKeeper> keeper;
    std::optional<IntakeDesk> desk;
    std::vector<api::Event> events;
    std::shared_ptr<api::Snapshot const> snapshot;
    std::optional<Session> session;
};

api::Add order(Bench& bench) {
    auto const made = bench.dir / "data.torrent";
    return {.source = fs::exists(made) ? made : bench.torrent(),
            .dir = bench.dir / "content",
            .label = "linux"};
}

/// Complete, flushed, and the session is over.
api::TorrentId complete_one(Bench& bench) {
    bench.clock.advance(std::chrono::system_clock::now() + 1h - bench.clock.wall());
    Lasting first{bench};
    auto const reply = first.ask(order(bench));
    REQUIRE(reply);
    auto const id = reply->id;
    first.wait([&] { return !first.wire.added.empty(); });
    first.say(Finished{id});
    first.say(ResumeReady{id, "blob", std::vector<bool>(5, true)});
    CHECK(std::ranges::count(first.events, EventKind::flushed, &api::Event::kind) == 1);
    first.session->begin_shutdown();
    CHECK(first.session->is_settled());
    return id;
}

} // namespace

TEST_CASE("restore: a magnet whose files are to be picked still pauses once they are known") {
    Bench bench;
    auto const parsed = *metainfo::load(bench.torrent());
    api::TorrentId id = 0;
    {
        Lasting before{bench};
        auto const reply = before.ask(api::Add{
            .source = parsed.summary.magnet, .dir = bench.dir / "elsewhere", .pick_files = true});
        REQUIRE(reply);
        id = reply->id;
    }
    Lasting after{bench};
    REQUIRE(after.wire.added.size() == 1);
    CHECK_FALSE(after.wire.added[0].paused); // else it would never know its files
    auto const info = parsed.bytes.substr(parsed.bytes.find("4:info") + 6);
    after.say(MetadataReceived{id, info.substr(0, info.size() - 1)});
    REQUIRE(after.wire.added.size() == 2);
    CHECK(after.wire.added[1].paused);
}

TEST_CASE("session: a complete torrent comes back as it was, unread and without a word") {
    Bench bench;
    auto const id = complete_one(bench);
    fs::remove(bench.dir / "data.torrent"); // the store has it
    Lasting second{bench};
    REQUIRE(second.wire.added.size() == 1);
    CHECK(second.wire.added[0].id == id);
    CHECK(second.wire.added[0].have == std::vector<bool>(5, true));
    CHECK(second.view(id).state == api::TorrentState::complete);
    CHECK(second.view(id).label == "linux");
    CHECK(second.events.empty());
    second.session->begin_shutdown();
    CHECK(second.session->is_settled());
    CHECK(second.wire.saves.empty());
}

TEST_CASE("session: a rename that a crash cut off begins anew, with the files where they were") {
    Bench bench;
    auto const id = complete_one(bench);
    auto const there = bench.dir / "content/data";
    {
        Lasting second{bench};
        REQUIRE(second.ask(api::Rename{id, std::nullopt, "named"}));
        CHECK(second.wire.renames.size() == 1);
        fs::rename(there, bench.dir / "content/named"); // and nobody heard of it
    }
    Lasting third{bench};
    CHECK(fs::exists(there));
    REQUIRE(third.wire.added.size() == 1);
    CHECK(third.wire.added[0].have == std::vector<bool>(5, true));
    CHECK(third.wire.renames == std::vector<std::pair<std::size_t, std::string>>{{0, "named"}});
    CHECK(third.view(id).name == "named");
    third.say(Renamed{id, 0, "named"});
    REQUIRE(third.ask(api::Rename{id, std::nullopt, "once more"})); // the first one is over
}

TEST_CASE("session: what was removed does not come back, and its number is not given again") {
    Bench bench;
    auto const id = complete_one(bench);
    {
        Lasting second{bench};
        REQUIRE(second.ask(api::Remove{{id}}));
        CHECK(second.snapshot->torrents.empty());
    }
    Lasting third{bench};
    CHECK(third.wire.added.empty());
    auto const again = third.ask(order(bench));
    REQUIRE(again);
    CHECK(again->id > id);
}

TEST_CASE("session: a torrent whose files are gone says so, and is not fetched anew unasked") {
    Bench bench;
    auto const id = complete_one(bench);
    fs::rename(bench.dir / "content/data", bench.dir / "elsewhere");
    Lasting second{bench};
    CHECK(second.wire.added.empty());
    CHECK(second.view(id).state == api::TorrentState::error);
    CHECK(second.view(id).error.find("gone") != std::string::npos);
    fs::rename(bench.dir / "elsewhere", bench.dir / "content/data");
    REQUIRE(second.ask(api::Resume{{id}}));
    CHECK(second.wire.added.size() == 1);
    CHECK(second.view(id).error.empty());
}

TEST_CASE("session: a paused torrent stays paused, one with another label keeps it") {
    Bench bench;
    auto const id = complete_one(bench);
    {
        Lasting second{bench};
        REQUIRE(second.ask(api::Pause{{id}}));
        REQUIRE(second.ask(api::Change{.ids = {id}, .label = "bsd"}));
    }
    Lasting third{bench};
    REQUIRE(third.wire.added.size() == 1);
    CHECK(third.wire.added[0].paused);
    CHECK(third.view(id).state == api::TorrentState::paused);
    CHECK(third.view(id).label == "bsd");
}

TEST_CASE("session: what was given and taken goes on being counted") {
    Bench bench;
    auto const id = complete_one(bench);
    {
        Lasting second{bench};
        second.say(Status{.id = id, .state = WireState::finished, .uploaded = 1000});
        second.session->begin_shutdown();
    }
    Lasting third{bench};
    CHECK(third.view(id).uploaded_before == 1000);
    third.say(Status{.id = id, .state = WireState::finished, .uploaded = 500});
    CHECK(api::ratio(third.view(id)) == doctest::Approx(1500.0 / (4 * 16384 + 4)));
}

TEST_CASE("session: a move that the end of the session cut off goes on at the next start") {
    Bench bench;
    auto const id = complete_one(bench);
    auto const to = bench.dir / "elsewhere";
    {
        Lasting second{bench};
        REQUIRE(second.ask(api::Move{{id}, to}));
        CHECK(second.wire.moves.size() == 1);
    }
    Lasting third{bench};
    REQUIRE(third.wire.moves.size() == 1);
    CHECK(third.wire.moves[0].second == to);
    CHECK(third.view(id).state == api::TorrentState::moving);
    third.say(Moved{id, to});
    CHECK(third.view(id).state == api::TorrentState::complete);
}

TEST_CASE("session: what a move had taken along when it was cut off is fetched back, not again") {
    Bench bench;
    auto const id = complete_one(bench);
    auto const to = bench.dir / "elsewhere";
    {
        Lasting second{bench};
        REQUIRE(second.ask(api::Move{{id}, to}));
        fs::create_directories(to);
        fs::rename(bench.dir / "content/data", to / "data");
    }
    Lasting third{bench};
    REQUIRE(third.wire.added.size() == 1);
    CHECK(third.wire.added[0].have == std::vector<bool>(5, true));
    CHECK(third.wire.moves.size() == 1);
}

TEST_CASE("session: the log tells of earlier runs") {
    Bench bench;
    auto const id = complete_one(bench);
    Lasting second{bench};
    std::vector<api::Event> past;
    second.session->answer(api::LogOf{{id}, 2}, [&](Result<api::Answer> answer) {
        past = std::get<std::vector<api::Event>>(answer.value());
    });
    REQUIRE(past.size() == 2);
    CHECK(past[0].kind == EventKind::flushed);
    CHECK(past[1].kind == EventKind::seeding);
}

TEST_CASE("session: who has to wait at a start does not enter the swarm first") {
    Bench bench;
    {
        Lasting first{bench};
        auto incomplete = order(bench);
        incomplete.dir = bench.dir / "out";
        REQUIRE(first.ask(std::move(incomplete)));
        first.wait([&] { return !first.wire.added.empty(); });
    }
    Lasting second{bench, {.queue = {.downloads = 0}}};
    REQUIRE(second.wire.added.size() == 1);
    CHECK(second.wire.added[0].paused);
}

TEST_CASE("restore: sources and weight that the user gave a torrent outlive the process") {
    Bench bench;
    {
        Lasting before{bench};
        auto const reply = before.ask(order(bench));
        REQUIRE(reply);
        REQUIRE(before.ask(api::AddSources{reply->id, {"udp://t.example:1"}, {"https://e.org/"}}));
        REQUIRE(before.ask(api::Change{.ids = {reply->id}, .priority = api::Priority::low}));
    }
    Lasting after{bench};
    after.wait([&] { return !after.wire.added.empty(); });
    CHECK(after.wire.added[0].more == Sources{{"udp://t.example:1"}, {"https://e.org/"}});
    CHECK(after.wire.added[0].priority == api::Priority::low);
}

TEST_CASE("restore: limits set by hand are there after a restart, and yield to a configuration "
          "that says something new") {
    Bench bench;
    auto const limits = [](std::int64_t up, std::int64_t down) {
        return api::SessionRules{.limits = {.up = up, .down = down}};
    };
    {
        Lasting first{bench, limits(100, 200)};
        auto by_hand = first.rules();
        by_hand.limits.up = 5'000;
        by_hand.queue.downloads = 9;
        REQUIRE(first.ask(api::Configure{.rules = by_hand, .housekeeping = {}}));
        REQUIRE(first.ask(api::Configure{limits(100, 300), api::Housekeeping{}}));
        CHECK(first.rules().limits == api::RateLimits{.up = 5'000, .down = 300});
    }
    {
        Lasting second{bench, limits(100, 300)};
        CHECK(second.rules().limits == api::RateLimits{.up = 5'000, .down = 300});
        CHECK(second.rules().queue.downloads == 9);
        CHECK(second.wire.session_limits.up == 5'000);
    }
    {
        Lasting third{bench, limits(700, 300)};
        CHECK(third.rules().limits == api::RateLimits{.up = 700, .down = 300});
        CHECK(third.rules().queue.downloads == 9);
    }
    Lasting fourth{bench, limits(100, 300)}; // and then it is forgotten
    CHECK(fourth.rules().limits.up == 100);
}
