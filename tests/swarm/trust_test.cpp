// Who sends bad data is found and banned, by real sessions on one address.

#include "core/metainfo/workshop.hpp"
#include "tests/support/await.hpp"
#include "tests/support/content.hpp"
#include "tests/support/temp_dir.hpp"
#include "tests/swarm/member.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <cstdio>

using namespace shoal;
using test::Member;
using namespace std::chrono_literals;

namespace {

constexpr std::int64_t block = 16 << 10;

struct Scenario {
    std::int64_t size = 0;
    std::int64_t piece_size = 0;
    std::int64_t poisoned = 0; ///< bytes from one bad block to the next
    std::int64_t up_limit = 0; ///< of each seed
};

/// Flips a bit in each block that shall be bad; the second is the first.
void poison(fs::path const& path, Scenario const& scenario) {
    std::unique_ptr<std::FILE, decltype(&std::fclose)> const file{std::fopen(path.c_str(), "r+b"),
                                                                  &std::fclose};
    REQUIRE(file);
    for (std::int64_t at = block; at < scenario.size; at += scenario.poisoned) {
        REQUIRE(std::fseek(file.get(), static_cast<long>(at), SEEK_SET) == 0);
        int const byte = std::fgetc(file.get());
        REQUIRE(std::fseek(file.get(), static_cast<long>(at), SEEK_SET) == 0);
        REQUIRE(std::fputc(byte ^ 1, file.get()) != EOF);
    }
}

/// An honest seed, a seed that lies, and three leeches that know them and each other.
class Swarm {
public:
    explicit Swarm(Scenario const& scenario)
        : seed(scenario.up_limit), poisoner(scenario.up_limit) {
        test::write_random_file(dir_ / "good/data", scenario.size);
        metainfo::Workshop workshop;
        REQUIRE(workshop.create({.paths = {dir_ / "good/data"},
                                 .output = dir_ / "t.torrent",
                                 .piece_size = scenario.piece_size},
                                {}, {}));
        fs::create_directories(dir_ / "bad");
        fs::copy(dir_ / "good/data", dir_ / "bad/data");
        poison(dir_ / "bad/data", scenario);
        add_seed(seed, "good");
        add_seed(poisoner, "bad");
        std::vector<api::Endpoint> known{seed.endpoint(), poisoner.endpoint()};
        for (int i = 0; i < 3; ++i) {
            leeches.push_back(std::make_unique<Member>(0));
            leeches.back()->add({.source = (dir_ / "t.torrent").string(),
                                 .dir = dir_ / fmt::format("leech-{}", i),
                                 .peers = known});
            known.push_back(leeches.back()->endpoint());
        }
    }

    void finish() {
        test::await(
            "all leeches have all", 60s,
            [&] {
                return std::ranges::all_of(leeches, [](auto const& l) { return l->has_all(); });
            },
            [&] { return trace(); });
        for (int i = 0; i < 3; ++i)
            CHECK(test::same_tree(dir_ / "good", dir_ / fmt::format("leech-{}", i)));
    }

    /// Each leech that was lied to has banned the poisoner, and none has banned anybody else.
    void check_bans() const {
        int lied_to = 0;
        for (auto const& leech : leeches) {
            bool const was_lied_to = leech->view().pieces_failed > 0;
            lied_to += was_lied_to ? 1 : 0;
            if (was_lied_to)
                test::await(
                    "the ban is published", 5s, [&] { return !leech->snapshot()->bans.empty(); },
                    [&] { return trace(); });
            for (auto const& ban : leech->snapshot()->bans)
                CHECK(ban.peer.endpoint == poisoner.endpoint());
        }
        CHECK(lied_to > 0);
    }

    [[nodiscard]] Member& one_that_was_lied_to() {
        auto const found = std::ranges::find_if(
            leeches, [](auto const& leech) { return !leech->snapshot()->bans.empty(); });
        REQUIRE(found != leeches.end());
        return **found;
    }

    /// Another torrent, of which both seeds have honest copies; returns its .torrent.
    [[nodiscard]] std::string share_another() {
        test::write_random_file(dir_ / "other/more", 8 << 20, 2);
        metainfo::Workshop workshop;
        REQUIRE(workshop.create({.paths = {dir_ / "other/more"}, .output = dir_ / "other.torrent"},
                                {}, {}));
        auto source = (dir_ / "other.torrent").string();
        for (Member* const member : {&seed, &poisoner}) {
            member->add({.source = source, .dir = dir_ / "other", .assume_complete = true});
            test::await("a seed has its second torrent", 10s,
                        [&] { return member->view(1).state == api::TorrentState::complete; });
        }
        return source;
    }

    [[nodiscard]] std::string trace() const {
        auto text = "seed " + seed.trace() + "poisoner " + poisoner.trace();
        for (auto const& leech : leeches)
            text += leech->trace();
        return text;
    }

    [[nodiscard]] fs::path const& dir() const { return dir_.path(); }

    Member seed;
    Member poisoner;
    std::vector<std::unique_ptr<Member>> leeches;

private:
    void add_seed(Member& member, std::string const& folder) {
        member.add({.source = (dir_ / "t.torrent").string(),
                    .dir = dir_ / folder,
                    .assume_complete = true});
        test::await("a seed has its torrent", 10s,
                    [&] { return member.view().state == api::TorrentState::complete; });
    }

    test::TempDir dir_;
};

} // namespace

TEST_CASE("trust: a seed with bad blocks is banned by all it lied to, for 3 % of what they fetch") {
    Scenario const scenario{
        .size = 32 << 20, .piece_size = 64 << 10, .poisoned = 512 << 10, .up_limit = 16 << 20};
    Swarm swarm{scenario};
    swarm.finish();
    INFO(swarm.trace());
    swarm.check_bans();
    for (auto const& leech : swarm.leeches)
        CHECK(leech->view().pieces_failed * scenario.piece_size <= scenario.size * 3 / 100);
}

TEST_CASE("trust: of those who sent bad pieces together only the liar is banned") {
    // A piece takes longer than 2 s from one of them: libtorrent then fetches it from several.
    Swarm swarm{
        {.size = 4 << 20, .piece_size = 1 << 20, .poisoned = 128 << 10, .up_limit = 2 << 20}};
    swarm.finish();
    INFO(swarm.trace());
    swarm.check_bans();
}

TEST_CASE("trust: a banned peer is refused in other torrents, too") {
    Swarm swarm{
        {.size = 4 << 20, .piece_size = 64 << 10, .poisoned = 64 << 10, .up_limit = 4 << 20}};
    swarm.finish();
    auto& leech = swarm.one_that_was_lied_to();
    auto const source = swarm.share_another();
    leech.add({.source = source,
               .dir = swarm.dir() / "again",
               .peers = {swarm.poisoner.endpoint(), swarm.seed.endpoint()}});
    INFO(swarm.trace());
    test::await("the leech has the other torrent", 30s,
                [&] { return leech.view(1).state == api::TorrentState::complete; });
    test::await("all of it is counted as the honest seed's", 5s,
                [&] { return swarm.seed.view(1).uploaded >= 8 << 20; });
    CHECK(swarm.poisoner.view(1).uploaded == 0);
}

TEST_CASE("trust: who lied is let in again once its ban is lifted, in the same torrent, too") {
    Swarm const swarm{
        {.size = 256 << 10, .piece_size = 64 << 10, .poisoned = 64 << 10, .up_limit = 4 << 20}};
    Member victim{0};
    auto const liar = swarm.poisoner.endpoint();
    victim.add({.source = (swarm.dir() / "t.torrent").string(),
                .dir = swarm.dir() / "victim",
                .peers = {liar}});
    auto const bans_it_alone = [&] {
        return victim.snapshot()->bans.size() == 1 && victim.view().peers == 0;
    };
    test::await("it is banned", 20s, bans_it_alone, [&] { return victim.trace(); });
    REQUIRE(victim.ask_for(api::LiftBan{liar}));
    CHECK(victim.snapshot()->bans.empty());
    // To dial again takes 15 s, and as much again whenever both do at once; then it lies again.
    test::await("it was let in, and is banned again", 70s, bans_it_alone,
                [&] { return victim.trace(); });
}
