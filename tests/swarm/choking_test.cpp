// Who is served and why, by real sessions on one address: what lt_choking and lt_choked_* do with
// the verdicts of policy::Choker and policy::FirstCopies.

#include "core/metainfo/workshop.hpp"
#include "tests/support/content.hpp"
#include "tests/support/temp_dir.hpp"
#include "tests/swarm/member.hpp"

#include <algorithm>

using namespace shoal;
using namespace std::chrono_literals;
using test::Member;

namespace {

constexpr std::int64_t piece = 64 << 10;

/// One seed and leeches that know it alone.
class Turns {
public:
    Turns(std::int64_t up_limit, int leeches, std::int64_t size) : seed(up_limit) {
        test::write_random_file(dir_ / "seed/data/one", size);
        test::write_random_file(dir_ / "seed/data/two", 4 * piece, 2);
        REQUIRE(metainfo::Workshop{}.create(
            {.paths = {dir_ / "seed/data"}, .output = dir_ / "t.torrent", .piece_size = piece}, {},
            {}));
        give_all_to(seed);
        for (int i = 0; i < leeches; ++i)
            join({});
    }

    void give_all_to(Member& member) const {
        member.add({.source = torrent(), .dir = dir_ / "seed", .assume_complete = true});
        test::await("the seed has its torrent", 10s,
                    [&] { return member.view().state == api::TorrentState::complete; });
    }

    /// Another leech, which wants the files that match, and knows one more peer.
    Member& join(std::vector<std::string> select, std::optional<api::Endpoint> other = {}) {
        std::vector<api::Endpoint> peers{seed.endpoint()};
        if (other)
            peers.push_back(*other);
        leeches_.push_back(std::make_unique<Member>(0));
        leeches_.back()->add({.source = torrent(),
                              .dir = dir_ / fmt::format("leech-{}", leeches_.size()),
                              .select = std::move(select),
                              .peers = std::move(peers)});
        return *leeches_.back();
    }

    [[nodiscard]] long served() const {
        return std::ranges::count(seed.peers(), false, &api::PeerView::we_choke);
    }

    [[nodiscard]] std::string trace() const {
        std::string text;
        for (api::PeerView const& peer : seed.peers())
            text += fmt::format("{}: {}, wants {}, choked {}\n", api::to_string(peer.endpoint),
                                peer.choke_reason, peer.it_wants, peer.we_choke);
        return text;
    }

    Member seed;

private:
    [[nodiscard]] std::string torrent() const { return (dir_ / "t.torrent").string(); }

    test::TempDir dir_;
    std::vector<std::unique_ptr<Member>> leeches_;
};

} // namespace

TEST_CASE("choking: each peer's answer says why it is served or not") {
    Turns swarm{64 << 10, 6, 256 * piece};
    auto const have = [&](std::string const& reason) {
        auto const peers = swarm.seed.peers();
        return std::ranges::any_of(
            peers, [&](api::PeerView const& peer) { return peer.choke_reason == reason; });
    };
    for (auto const* const reason : {"its turn", "waits its turn"})
        test::await(
            reason, 10s, [&] { return have(reason); }, [&] { return swarm.trace(); });
}

TEST_CASE("choking: a limit that is lifted while it runs makes for more slots") {
    Turns swarm{16 << 10, 12, 256 * piece};
    auto const trace = [&] {
        return swarm.trace();
    };
    test::await(
        "the first are served", 10s, [&] { return swarm.served() > 0; }, trace);
    CHECK(swarm.served() <= 4);
    swarm.seed.submit(api::Configure{.rules = {.limits = {.up = 32 << 20}}, .housekeeping = {}});
    test::await(
        "more are served", 20s, [&] { return swarm.served() > 4; }, trace);
}

TEST_CASE("choking: who wants a few pieces gets them of the only seed, among others who want all") {
    Turns swarm{512 << 10, 3, 256 * piece};
    Member const& choosy = swarm.join({"*two"});
    test::await(
        "it has what it wants", 20s, [&] { return choosy.has_all(); },
        [&] { return swarm.trace() + choosy.trace(); });
    CHECK(choosy.view().downloaded < 16 * piece);
}

TEST_CASE("choking: who is choked is sent nothing, not even what BEP 6 would allow it") {
    Turns swarm{512 << 10, 0, 16 * piece};
    Member miser{0, 0};
    swarm.give_all_to(miser);
    Member const& leech = swarm.join({}, miser.endpoint());
    auto const trace = [&] {
        return miser.trace() + leech.trace();
    };
    test::await(
        "the miser is met", 10s, [&] { return !miser.peers().empty(); }, trace);
    test::await(
        "the leech has all", 20s, [&] { return leech.has_all(); }, trace);
    CHECK(miser.view().uploaded == 0);
}

TEST_CASE("choking: of the only seed who is alone sees a part first, and all when nobody follows") {
    Turns swarm{256 << 10, 0, 512 * piece};
    Member const& leech = swarm.join({});
    auto const seen = [&leech] {
        auto const peers = leech.peers();
        return peers.empty() ? 0 : peers.front().done;
    };
    auto const trace = [&] {
        return swarm.trace() + leech.trace() + fmt::format("it sees {}\n", seen());
    };
    test::await(
        "it is told of something", 10s, [&] { return seen() > 0; }, trace);
    CHECK(seen() < 0.1);
    test::await(
        "it is told of all", 20s, [&] { return seen() == 1; }, trace);
    CHECK(leech.view().downloaded < 256 * piece); // long before it could have had it
}
