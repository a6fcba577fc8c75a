#include "tests/unit/engine/session_bench.hpp"

using namespace shoal;
using namespace shoal::engine;

// What a session writes down of its torrents, and how it is asked for.

namespace {

/// Remembers what it was to note.
class NotingKeeper final : public Keeper {
public:
    void add(store::TorrentRow, Numbered done) override { done(++last_id_); }

    void update(store::TorrentRow, Kept done) override { done({}); }

    void remove(api::TorrentId, Kept done) override { done({}); }

    void save_totals(std::vector<std::pair<api::TorrentId, store::Totals>>) override {}

    void save_ban(api::Ban const&, Kept) override {}

    void lift_bans(api::Endpoint const&, Kept done) override { done({}); }

    void save_event(api::Event const&) override {}

    void save_by_hand(std::string, Kept done) override { done({}); }

    void note(std::vector<store::Sample> samples) override {
        ++notes;
        noted.insert(noted.end(), samples.begin(), samples.end());
    }

    [[nodiscard]] Result<store::History> history(api::TorrentId id, WallTime since, WallTime until,
                                                 std::size_t) const override {
        store::History history{.step = 10s};
        std::ranges::copy_if(noted, std::back_inserter(history.samples), [&](auto const& sample) {
            return sample.torrent == id && sample.time >= since && sample.time < until;
        });
        return history;
    }

    int notes = 0;
    std::vector<store::Sample> noted;

private:
    api::TorrentId last_id_ = 0;
};

struct Noting {
    Bench base;
    NotingKeeper keeper;
    Session session{{base.wire, base.jobs, base.clock, base.files, base.desk, keeper},
                    true,
                    [](api::Event const&) {},
                    [](auto const&) {
                    }};

    Noting() {
        base.jobs.end_turn = [this] {
            session.end_turn();
        };
    }

    api::TorrentId add() {
        api::TorrentId id = 0;
        session.handle(api::Command{api::Add{.source = base.torrent(), .dir = base.dir / "out"}},
                       [&](Result<api::Reply> const& reply) { id = reply.value().id; });
        base.jobs.run();
        return id;
    }

    /// Ten seconds, with a look at the end: so many peers, and so many left.
    void look(api::TorrentId id, int peers, int left = 0) {
        for (int second = 0; second < 10; ++second) {
            base.clock.advance(1s);
            session.tick();
        }
        health::Sample sample;
        sample.at = base.clock.now();
        sample.wall = base.clock.wall();
        sample.us.have = health::PieceSet{5};
        for (int i = 0; i < peers; ++i)
            sample.peers.push_back(
                {.number = static_cast<health::PeerNumber>(i) + 1, .is_seed = true});
        sample.left.resize(static_cast<std::size_t>(left));
        session.apply(SwarmSeen{id, sample});
    }

    [[nodiscard]] std::vector<store::Sample> of(api::TorrentId id) const {
        std::vector<store::Sample> found;
        std::ranges::copy_if(keeper.noted, std::back_inserter(found),
                             [id](auto const& sample) { return sample.torrent == id; });
        return found;
    }
};

} // namespace

TEST_CASE("history: a torrent is noted while it has peers, and once when they are gone") {
    Noting world;
    auto const id = world.add();
    world.look(id, 3);
    world.look(id, 4);
    world.look(id, 0, 5); // one came and went in between
    for (int i = 0; i < 12; ++i)
        world.look(id, 0);
    auto const noted = world.of(id);
    REQUIRE(noted.size() == 3);
    CHECK(noted[0].peers == 3);
    CHECK(noted[0].joined == 3);
    CHECK(noted[1].joined == 1);
    CHECK(noted[2].peers == 0);
    CHECK(noted[2].joined == 1);
    CHECK(noted[2].left == 5);
}

TEST_CASE("history: notes are handed over a minute at a time, the session's among them") {
    Noting world;
    auto const id = world.add();
    for (int i = 0; i < 60; ++i)
        world.look(id, 3);
    CHECK(world.keeper.notes >= 9);
    CHECK(world.keeper.notes <= 11);
    CHECK(world.of(id).size() >= 54);
    CHECK(world.of(0).size() >= 54);
}

TEST_CASE("history: what was noted last is in the answer, with the torrent's name") {
    Noting world;
    auto const id = world.add();
    world.look(id, 3);
    Result<api::Answer> answer = fail(Errc::internal, "no answer came");
    world.session.answer(api::HistoryOf{id, world.base.clock.wall() - 1h},
                         [&](Result<api::Answer> got) { answer = std::move(got); });
    world.base.jobs.run();
    REQUIRE(answer);
    auto const& view = std::get<api::HistoryView>(*answer);
    CHECK(view.name == "data");
    REQUIRE(view.points.size() == 1);
    CHECK(view.points[0].peers == 3);
    CHECK(view.points[0].seeds == 3);
}

TEST_CASE("history: a session that keeps none says so") {
    Bench bench;
    auto const id = bench.add({.source = bench.torrent(), .dir = bench.dir / "out"});
    Result<api::Answer> answer = api::Answer{};
    bench.session.answer(api::HistoryOf{id, {}},
                         [&](Result<api::Answer> got) { answer = std::move(got); });
    bench.jobs.run();
    REQUIRE_FALSE(answer);
    CHECK(answer.error().what.find("no history") != std::string::npos);
}
