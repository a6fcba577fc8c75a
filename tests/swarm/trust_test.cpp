// Who sends bad data is found and banned, by real sessions on one address.

#include "core/engine/start.hpp"
#include "core/metainfo/workshop.hpp"
#include "tests/support/await.hpp"
#include "tests/support/content.hpp"
#include "tests/support/temp_dir.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <cstdio>

using namespace shoal;
using namespace std::chrono_literals;

namespace {

constexpr std::int64_t size = 32 << 20;
constexpr std::int64_t piece_size = 64 << 10;
constexpr std::int64_t block = 16 << 10;

/// A session with one torrent.
class Member {
public:
    explicit Member(std::int64_t up_limit) {
        auto engine = engine::start({.listen = {{"127.0.0.1", 0}},
                                     .up_limit = up_limit,
                                     .dht = false,
                                     .pex = false,
                                     .lsd = false,
                                     .utp = false,
                                     .portmap = false},
                                    [flushed = flushed_](api::Event const& event) {
                                        if (event.kind == api::EventKind::flushed)
                                            *flushed = true;
                                    });
        REQUIRE(engine);
        engine_ = *std::move(engine);
        test::await("a session listens", 10s, [&] { return !snapshot()->listening.empty(); });
    }

    void add(api::Add add) {
        engine_->submit(std::move(add), [](auto const&) {});
    }

    [[nodiscard]] bool has_all() const { return *flushed_; }

    [[nodiscard]] api::Endpoint endpoint() const { return snapshot()->listening.front(); }

    [[nodiscard]] std::shared_ptr<api::Snapshot const> snapshot() const {
        return engine_->snapshot();
    }

    [[nodiscard]] api::TorrentView view() const {
        auto const now = snapshot();
        return now->torrents.empty() ? api::TorrentView{} : now->torrents.front();
    }

    [[nodiscard]] std::string trace() const {
        auto const seen = view();
        auto text = fmt::format("{}: {} of {} bytes, {} peers, {} failed, {} wasted, {} up\n",
                                api::to_string(endpoint()), seen.done, seen.wanted, seen.peers,
                                seen.pieces_failed, seen.wasted, seen.uploaded);
        for (auto const& ban : snapshot()->bans)
            text += fmt::format("    bans {}: {}\n", api::to_string(ban.peer.endpoint), ban.reason);
        return text;
    }

private:
    std::shared_ptr<std::atomic<bool>> flushed_ = std::make_shared<std::atomic<bool>>(false);
    std::unique_ptr<api::Engine> engine_;
};

/// Flips a bit in the second block of every so many pieces.
void poison(fs::path const& path, std::int64_t every) {
    std::unique_ptr<std::FILE, decltype(&std::fclose)> const file{std::fopen(path.c_str(), "r+b"),
                                                                  &std::fclose};
    REQUIRE(file);
    for (std::int64_t piece = 0; piece < size / piece_size; piece += every) {
        auto const at = static_cast<long>(piece * piece_size + block);
        REQUIRE(std::fseek(file.get(), at, SEEK_SET) == 0);
        int const byte = std::fgetc(file.get());
        REQUIRE(std::fseek(file.get(), at, SEEK_SET) == 0);
        REQUIRE(std::fputc(byte ^ 1, file.get()) != EOF);
    }
}

} // namespace

TEST_CASE("trust: a seed with bad blocks is banned by all it lied to, and nobody else is") {
    test::TempDir const dir;
    test::write_random_file(dir / "good/data", size);
    metainfo::Workshop workshop;
    REQUIRE(workshop.create(
        {.paths = {dir / "good/data"}, .output = dir / "t.torrent", .piece_size = piece_size}, {},
        {}));
    fs::create_directories(dir / "bad");
    fs::copy(dir / "good/data", dir / "bad/data");
    poison(dir / "bad/data", 8);

    Member seed{16 << 20};
    Member poisoner{16 << 20};
    auto const source = (dir / "t.torrent").string();
    seed.add({.source = source, .dir = dir / "good", .assume_complete = true});
    poisoner.add({.source = source, .dir = dir / "bad", .assume_complete = true});
    for (Member const* const member : {&seed, &poisoner})
        test::await("a seed has its torrent", 10s,
                    [&] { return member->view().state == api::TorrentState::complete; });

    std::vector<std::unique_ptr<Member>> leeches;
    std::vector<api::Endpoint> known{seed.endpoint(), poisoner.endpoint()};
    for (int i = 0; i < 3; ++i) {
        leeches.push_back(std::make_unique<Member>(0));
        leeches.back()->add(
            {.source = source, .dir = dir / fmt::format("leech-{}", i), .peers = known});
        known.push_back(leeches.back()->endpoint());
    }
    auto const trace = [&] {
        auto text = "seed " + seed.trace() + "poisoner " + poisoner.trace();
        for (auto const& leech : leeches)
            text += leech->trace();
        return text;
    };
    test::await(
        "all leeches have all", 60s,
        [&] { return std::ranges::all_of(leeches, [](auto const& l) { return l->has_all(); }); },
        trace);
    INFO(trace());
    MESSAGE(trace());
    std::int64_t wasted = 0;
    int lied_to = 0;
    for (std::size_t i = 0; i < leeches.size(); ++i) {
        CHECK(test::same_tree(dir / "good", dir / fmt::format("leech-{}", i)));
        auto const now = leeches[i]->snapshot();
        wasted += leeches[i]->view().wasted;
        if (leeches[i]->view().pieces_failed == 0)
            continue;
        ++lied_to;
        REQUIRE(now->bans.size() == 1);
        CHECK(now->bans[0].peer.endpoint == poisoner.endpoint());
    }
    CHECK(lied_to > 0);
    CHECK(static_cast<double>(wasted) <= 0.03 * static_cast<double>(3 * size));
}
