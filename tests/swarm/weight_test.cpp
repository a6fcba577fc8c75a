// What a torrent's priority means for its share of a limit, between real sessions.

#include "core/metainfo/workshop.hpp"
#include "tests/support/content.hpp"
#include "tests/support/temp_dir.hpp"
#include "tests/swarm/member.hpp"

#include <algorithm>

using namespace shoal;
using namespace std::chrono_literals;
using test::Member;

namespace {

constexpr std::int64_t mib = 1 << 20;
constexpr std::int64_t size = 48 * mib;
constexpr std::int64_t measured = 12 * mib;

/// A seed of several torrents under one limit, and a leech for each.
class Contest {
public:
    explicit Contest(std::size_t torrents) {
        for (std::size_t i = 0; i < torrents; ++i) {
            auto const name = fmt::format("t{}", i);
            test::write_random_file(dir_ / name, size, static_cast<unsigned>(i + 1));
            REQUIRE(metainfo::Workshop{}.create(
                {.paths = {dir_ / name}, .output = torrent(i), .piece_size = 256 << 10}, {}, {}));
            seed.add({.source = torrent(i), .dir = dir_.path(), .assume_complete = true});
            test::await("the seed has its torrent", 10s,
                        [&] { return seed.view(i).state == api::TorrentState::complete; });
        }
    }

    void join(std::size_t i) {
        leeches.push_back(std::make_unique<Member>(0));
        leeches.back()->add({.source = torrent(i),
                             .dir = dir_ / fmt::format("leech-{}", i),
                             .peers = {seed.endpoint()}});
    }

    /// What each torrent was sent by the time that they had `measured` more than at first.
    [[nodiscard]] std::vector<std::int64_t> shares() const {
        test::await("all are served", 20s, [&] {
            return std::ranges::all_of(
                leeches, [](auto const& leech) { return leech->view().downloaded > mib; });
        });
        auto const before = taken();
        std::vector<std::int64_t> got;
        test::await("enough was moved", 60s, [&] {
            got = taken();
            std::int64_t sum = 0;
            for (std::size_t i = 0; i < got.size(); ++i)
                sum += got[i] -= before[i];
            return sum >= measured;
        });
        return got;
    }

    Member seed{3 * mib, 8};
    std::vector<std::unique_ptr<Member>> leeches;

private:
    [[nodiscard]] std::vector<std::int64_t> taken() const {
        std::vector<std::int64_t> bytes;
        for (auto const& leech : leeches)
            bytes.push_back(leech->view().downloaded);
        return bytes;
    }

    [[nodiscard]] std::string torrent(std::size_t i) const {
        return (dir_ / fmt::format("{}.torrent", i)).string();
    }

    test::TempDir dir_;
};

} // namespace

TEST_CASE(
    "weight: under a limit that all share, high gets clearly more than normal, and low less") {
    Contest contest{3};
    REQUIRE(contest.seed.ask_for(
        api::Change{.ids = {contest.seed.view(0).id}, .priority = api::Priority::high}));
    REQUIRE(contest.seed.ask_for(
        api::Change{.ids = {contest.seed.view(2).id}, .priority = api::Priority::low}));
    for (std::size_t i = 0; i < 3; ++i)
        contest.join(i);
    auto const shares = contest.shares();
    MESSAGE(fmt::format("high {}, normal {}, low {} KiB", shares[0] >> 10, shares[1] >> 10,
                        shares[2] >> 10));
    CHECK(shares[0] > 2 * shares[1]);
    CHECK(shares[1] > shares[2]);
    CHECK(shares[0] > 4 * shares[2]);
}

TEST_CASE("weight: taken back, they share alike") {
    Contest contest{2};
    auto const id = contest.seed.view(0).id;
    REQUIRE(contest.seed.ask_for(api::Change{.ids = {id}, .priority = api::Priority::high}));
    REQUIRE(contest.seed.ask_for(api::Change{.ids = {id}, .priority = api::Priority::normal}));
    contest.join(0);
    contest.join(1);
    auto const shares = contest.shares();
    MESSAGE(fmt::format("{} and {} KiB", shares[0] >> 10, shares[1] >> 10));
    CHECK(shares[0] < 2 * shares[1]);
    CHECK(shares[1] < 2 * shares[0]);
}
