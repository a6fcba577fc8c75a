// What a user does about a peer, between real sessions: hung up on, banned, always unchoked.

#include "core/metainfo/workshop.hpp"
#include "tests/support/content.hpp"
#include "tests/support/temp_dir.hpp"
#include "tests/swarm/member.hpp"

#include <algorithm>

using namespace shoal;
using namespace std::chrono_literals;
using test::Member;

namespace {

/// A slow seed and leeches that know it alone.
class Table {
public:
    Table(std::int64_t up_limit, int upload_slots, int many) : seed(up_limit, upload_slots) {
        constexpr std::int64_t piece = 64 << 10;
        test::write_random_file(dir_ / "seed/data", 256 * piece);
        REQUIRE(metainfo::Workshop{}.create(
            {.paths = {dir_ / "seed/data"}, .output = dir_ / "t.torrent", .piece_size = piece}, {},
            {}));
        seed.add({.source = torrent(), .dir = dir_ / "seed", .assume_complete = true});
        test::await("the seed has its torrent", 10s,
                    [&] { return seed.view().state == api::TorrentState::complete; });
        for (int i = 0; i < many; ++i) {
            leeches.push_back(std::make_unique<Member>(0));
            leeches.back()->add({.source = torrent(),
                                 .dir = dir_ / fmt::format("leech-{}", i),
                                 .peers = {seed.endpoint()}});
        }
        await("the seed knows them all",
              [&] { return seed.peers().size() == static_cast<std::size_t>(many); });
    }

    void await(std::string const& what, std::function<bool()> const& is_so) const {
        test::await(what, 40s, is_so, [this] { return trace(); }); // to dial again takes 15 s
    }

    [[nodiscard]] Result<api::Reply> treat(api::Endpoint const& peer, api::PeerAct act) {
        return seed.ask_for(api::TreatPeer{seed.view().id, peer, act});
    }

    /// As the seed sees it; nothing: it is not connected.
    [[nodiscard]] std::optional<api::PeerView> peer(api::Endpoint const& endpoint) const {
        auto const peers = seed.peers();
        auto const found = std::ranges::find(peers, endpoint, &api::PeerView::endpoint);
        return found == peers.end() ? std::nullopt : std::optional{*found};
    }

    [[nodiscard]] std::string trace() const {
        auto text = seed.trace();
        for (api::PeerView const& peer : seed.peers())
            text += fmt::format("{}: {}, choked {}, pinned {}\n", api::to_string(peer.endpoint),
                                peer.choke_reason, peer.we_choke, peer.is_pinned);
        return text;
    }

    Member seed;
    std::vector<std::unique_ptr<Member>> leeches;

private:
    [[nodiscard]] std::string torrent() const { return (dir_ / "t.torrent").string(); }

    test::TempDir dir_;
};

} // namespace

TEST_CASE("by hand: who is hung up on has gone, and may come back") {
    Table table{64 << 10, 2, 1};
    auto const before = table.seed.peers().front().endpoint;
    REQUIRE(table.treat(before, api::PeerAct::disconnect));
    CHECK_MESSAGE(!table.peer(before), table.trace());
    CHECK(table.seed.snapshot()->bans.empty());
    auto const again = table.treat(before, api::PeerAct::disconnect);
    REQUIRE(!again);
    CHECK(again.error().code == Errc::not_found);
    table.await("it has come back, from another port", [&] { return !table.seed.peers().empty(); });
}

TEST_CASE("by hand: who is banned has gone for good, and others have not") {
    Table table{64 << 10, 2, 2};
    auto const banned = table.seed.peers().front().endpoint;
    REQUIRE(table.treat(banned, api::PeerAct::ban));
    table.await("the ban is listed", [&] { return table.seed.snapshot()->bans.size() == 1; });
    auto const ban = table.seed.snapshot()->bans.front();
    CHECK(ban.reason == "by hand");
    CHECK(ban.torrent == table.seed.view().info_hash);
    CHECK(!table.peer(banned));
    // By its peer id, or where it listens: it has dialled from another port by then.
    table.await("a leech is alone", [&] {
        return std::ranges::any_of(table.leeches,
                                   [](auto const& leech) { return leech->view().peers == 0; });
    });
    CHECK(table.seed.peers().size() == 1);
}

TEST_CASE("by hand: of those who take turns at a single slot one is always unchoked") {
    Table table{64 << 10, 1, 4};
    std::optional<api::PeerView> waiting;
    table.await("somebody waits its turn", [&] {
        auto const peers = table.seed.peers();
        auto const found = std::ranges::find(peers, "waits its turn", &api::PeerView::choke_reason);
        if (found != peers.end())
            waiting = *found;
        return waiting.has_value();
    });
    REQUIRE(table.treat(waiting->endpoint, api::PeerAct::pin));
    CHECK(table.peer(waiting->endpoint)->is_pinned);
    auto const sees = [&](bool is_pinned, bool by_hand) {
        auto const now = table.peer(waiting->endpoint);
        return now && now->is_pinned == is_pinned && (now->choke_reason == "by hand") == by_hand &&
               (!by_hand || !now->we_choke);
    };
    table.await("it is served by hand", [&] { return sees(true, true); });
    table.await("another is served beside it", [&] {
        return std::ranges::count(table.seed.peers(), false, &api::PeerView::we_choke) == 2;
    });
    CHECK(sees(true, true));
    REQUIRE(table.treat(waiting->endpoint, api::PeerAct::unpin));
    table.await("it is served as others are", [&] { return sees(false, false); });
}
