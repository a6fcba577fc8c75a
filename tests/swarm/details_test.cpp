// What screens show of peers and pieces, between real sessions.

#include "core/metainfo/workshop.hpp"
#include "tests/support/content.hpp"
#include "tests/support/temp_dir.hpp"
#include "tests/swarm/member.hpp"

#include <algorithm>

using namespace shoal;
using namespace std::chrono_literals;
using test::Member;

namespace {

constexpr std::int64_t piece = 256 << 10;
constexpr std::uint32_t pieces = 24;

/// A seed that gives 1 MiB/s, and who fetches from it.
struct Pair {
    Pair() : seed(1 << 20) {
        test::write_random_file(dir / "seed/data", pieces * piece);
        auto const torrent = dir / "t.torrent";
        REQUIRE(metainfo::Workshop{}.create(
            {.paths = {dir / "seed/data"}, .output = torrent, .piece_size = piece}, {}, {}));
        seed.add({.source = torrent.string(), .dir = dir / "seed", .assume_complete = true});
        test::await("the seed has its torrent", 10s,
                    [&] { return seed.view().state == api::TorrentState::complete; });
        leech.add({.source = torrent.string(), .dir = dir / "leech", .peers = {seed.endpoint()}});
        test::await("the leech has met the seed, and knows what it has", 20s, [&] {
            auto const peers = leech.peers();
            return !peers.empty() && peers.front().is_seed;
        });
    }

    template <class View>
    [[nodiscard]] View ask(api::Question question) const {
        auto const got = leech.ask(std::move(question));
        REQUIRE(got);
        return std::get<View>(*got);
    }

    [[nodiscard]] api::PiecesView pieces_seen() const {
        return ask<api::PiecesView>(api::PiecesOf{leech.view().id});
    }

    test::TempDir dir;
    Member seed;
    Member leech{0};
};

} // namespace

TEST_CASE("details: who sends what of which piece, and how long its way is") {
    Pair pair;
    std::optional<api::PeerView> sender;
    test::await("the seed sends a piece", 20s, [&] {
        auto const peers = pair.leech.peers();
        if (!peers.empty() && peers.front().sending && peers.front().asked > 0)
            sender = peers.front();
        return sender.has_value();
    });
    CHECK(*sender->sending < pieces);
    CHECK(sender->sending_done >= 0);
    CHECK(sender->sending_done < 1);
    REQUIRE(sender->rtt);
    CHECK(*sender->rtt > 0);
    CHECK(*sender->rtt < 1);
    test::await("the other side sees what is asked of it", 20s, [&] {
        auto const peers = pair.seed.peers();
        return !peers.empty() && peers.front().asks > 0;
    });
}

TEST_CASE("details: pieces on their way say of whom, those here for how long") {
    Pair pair;
    api::PiecesView seen;
    test::await("some are here and some on their way", 20s, [&] {
        seen = pair.pieces_seen();
        return !seen.flight.empty() && !seen.flight.front().from.empty() && !seen.ages.empty();
    });
    CHECK(seen.flight.front().from.front() == pair.seed.endpoint());
    CHECK(seen.ages.size() == pieces);
    CHECK(std::ranges::any_of(seen.ages, [](auto age) { return age >= 0 && age < 20; }));
    for (std::size_t i = 0; i < seen.have.size(); ++i)
        CHECK((seen.ages[i] >= 0) <= seen.have[i]);
}

TEST_CASE("details: who has a piece, and what a peer has") {
    Pair pair;
    auto const id = [&] {
        return pair.leech.view().id;
    };
    auto const of = api::PiecesOf{.id = id(), .peer = pair.seed.endpoint()};
    CHECK(pair.ask<api::PiecesView>(of).have == std::vector<bool>(pieces, true));
    auto const nobody = api::PiecesOf{.id = id(), .peer = api::Endpoint{"127.0.0.1", 1}};
    CHECK(pair.ask<api::PiecesView>(nobody).have.empty());
    using Holders = std::vector<api::HolderView>;
    auto const holders =
        pair.ask<Holders>(api::HoldersOf{.id = id(), .first = 20, .end = 4'000'000'000});
    REQUIRE(holders.size() == 1);
    CHECK(holders.front().endpoint == pair.seed.endpoint());
    CHECK(holders.front().pieces == 4);
    CHECK(pair.ask<Holders>(api::HoldersOf{.id = id(), .first = 3, .end = 3}).empty());
}

TEST_CASE("details: a torrent that nothing came of keeps no ages") {
    Pair pair;
    auto const got = pair.seed.ask(api::PiecesOf{pair.seed.view().id});
    REQUIRE(got);
    CHECK(std::get<api::PiecesView>(*got).ages.empty());
}

TEST_CASE("details: a tracker that is added is announced to, in a tier of its own") {
    Pair pair;
    auto const id = pair.seed.view().id;
    std::string const url = "http://127.0.0.1:1/announce"; // nobody listens there
    REQUIRE(pair.seed.ask_for(api::AddSources{id, {url}, {"http://127.0.0.1:1/files/"}}));
    std::vector<api::TrackerView> trackers;
    test::await("it was asked, and failed", 30s, [&] {
        auto const got = pair.seed.ask(api::TrackersOf{id});
        trackers = got ? std::get<std::vector<api::TrackerView>>(*got) : trackers;
        return !trackers.empty() && trackers.front().failing_for;
    });
    CHECK(trackers.size() == 1);
    CHECK(trackers.front().url == url);
    CHECK(trackers.front().state == api::TrackerState::failing);
    CHECK(!trackers.front().took);
}

TEST_CASE("details: without a DHT there are no routing tables") {
    Pair pair;
    for (int i = 0; i < 5; ++i) { // a look is seen by who asks next; pieces wait for the network
        CHECK(pair.ask<api::SessionFigures>(api::FiguresOf{}).dht.tables.empty());
        CHECK(!pair.ask<api::PiecesView>(api::PiecesOf{.id = pair.leech.view().id}).have.empty());
    }
}
