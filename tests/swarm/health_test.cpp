// What real sessions see of a swarm whose truth is known.

#include "core/engine/start.hpp"
#include "core/metainfo/workshop.hpp"
#include "core/net/http_server.hpp"
#include "tests/support/await.hpp"
#include "tests/support/content.hpp"
#include "tests/support/temp_dir.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <future>

using namespace shoal;
using namespace std::chrono_literals;

namespace {

constexpr std::int64_t piece = 256 * 1024;

constexpr std::int64_t next_to_nothing = 2048; // bytes/s: a piece takes two minutes

class Member {
public:
    explicit Member(std::int64_t down_limit = 0, bool pex = false) {
        auto engine = engine::start({.listen = {{"127.0.0.1", 0}},
                                     .down_limit = down_limit,
                                     .dht = false,
                                     .pex = pex,
                                     .lsd = false,
                                     .utp = false,
                                     .portmap = false},
                                    [](api::Event const&) {});
        REQUIRE(engine);
        engine_ = *std::move(engine);
        test::await("a session listens", 10s,
                    [&] { return !engine_->snapshot()->listening.empty(); });
    }

    void add(api::Add add) {
        std::promise<api::TorrentId> number;
        engine_->submit(std::move(add), [&](Result<api::Reply> const& reply) {
            number.set_value(reply ? reply->id : 0);
        });
        id_ = number.get_future().get();
        REQUIRE(id_ != 0);
    }

    template <class View, class Question>
    [[nodiscard]] View ask() const {
        std::promise<Result<api::Answer>> answer;
        engine_->ask(Question{id_},
                     [&](Result<api::Answer> told) { answer.set_value(std::move(told)); });
        auto const told = answer.get_future().get();
        REQUIRE(told);
        return std::get<View>(*told);
    }

    template <class View>
    [[nodiscard]] View ask_session(api::Question const& question) const {
        std::promise<Result<api::Answer>> answer;
        engine_->ask(question,
                     [&](Result<api::Answer> told) { answer.set_value(std::move(told)); });
        auto const told = answer.get_future().get();
        REQUIRE(told);
        return std::get<View>(*told);
    }

    [[nodiscard]] api::HealthView health() const { return ask<api::HealthView, api::HealthOf>(); }

    [[nodiscard]] api::Endpoint endpoint() const { return engine_->snapshot()->listening.front(); }

    [[nodiscard]] api::TorrentView view() const {
        auto const torrents = engine_->snapshot()->torrents;
        return torrents.empty() ? api::TorrentView{} : *torrents.front();
    }

private:
    std::unique_ptr<api::Engine> engine_;
    api::TorrentId id_ = 0;
};

/// Four files of four pieces each: a seed has all, one leech the first, another the first two. The
/// leeches get next to nothing of the rest while a test lasts.
struct Swarm {
    test::TempDir dir;
    std::string torrent = (dir / "t.torrent").string();
    Member seed;
    Member one_file{next_to_nothing};
    Member two_files{next_to_nothing};

    /// `seed_knows`: the leeches are connected to the seed; else nobody knows anybody.
    explicit Swarm(bool seed_knows) {
        for (std::uint64_t i = 0; i < 4; ++i)
            test::write_random_file(dir / fmt::format("seed/data/{}", i), 4 * piece, i + 1);
        metainfo::Workshop workshop;
        REQUIRE(
            workshop.create({.paths = {dir / "seed/data"}, .output = dir / "t.torrent"}, {}, {}));
        give("one", {0});
        give("two", {0, 1});
        seed.add({.source = torrent, .dir = dir / "seed", .must_be_complete = true});
        std::vector<api::Endpoint> known;
        if (seed_knows)
            known.push_back(seed.endpoint());
        one_file.add({.source = torrent, .dir = dir / "one", .peers = known});
        two_files.add({.source = torrent, .dir = dir / "two", .peers = known});
    }

    [[nodiscard]] std::vector<api::Endpoint> endpoints() const {
        return {seed.endpoint(), one_file.endpoint(), two_files.endpoint()};
    }

private:
    void give(char const* who, std::vector<int> const& files) const {
        fs::create_directories(dir / who / "data");
        for (int const file : files)
            fs::copy(dir / fmt::format("seed/data/{}", file),
                     dir / fmt::format("{}/data/{}", who, file));
    }
};

std::string told(api::HealthView const& view) {
    return fmt::format("{:.0f} s, {} peers, {} bitfields, min {}, distributed {}, copies {}; {}\n",
                       view.observed.seconds, view.observed.peers, view.observed.bitfields,
                       view.copies.min, view.copies.distributed,
                       fmt::join(view.copies.histogram, " "), view.missing_evidence);
}

/// Once so many told it what they have; a lone seed tells late, and little at a time.
api::HealthView seen_by(Member const& member, int bitfields) {
    api::HealthView view;
    test::await(
        "all are seen", 30s,
        [&] {
            view = member.health();
            return view.observed.bitfields == bitfields && view.copies.min > 0;
        },
        [&] { return told(view); });
    return view;
}

// [n] pieces have n copies: the last two files have the seed alone, the first all three.
std::vector<std::int64_t> const true_copies{0, 8, 4, 4};

void check_copies(api::HealthView const& view) {
    INFO(told(view));
    auto copies = view.copies.histogram;
    copies.resize(true_copies.size());
    CHECK(copies == true_copies);
    CHECK(view.copies.min == 1);
    CHECK(view.copies.rarest_count == 8);
    CHECK(view.copies.distributed == doctest::Approx(1.5));
}

} // namespace

TEST_CASE("health: an observer sees the true copies, and who alone holds the rarest") {
    Swarm swarm{false};
    Member observer;
    observer.add({.source = swarm.torrent, .peers = swarm.endpoints(), .observe = true});
    auto const view = seen_by(observer, 3);
    check_copies(view);
    CHECK(view.copies.seeds == 1);
    CHECK(view.copies.leeches == 2);
    REQUIRE(view.copies.sole_holders.size() == 1);
    CHECK(view.copies.sole_holders[0].endpoint == swarm.seed.endpoint());
    CHECK(view.copies.sole_holders[0].pieces == 8);
}

TEST_CASE("health: a seed sees the same copies of the same holders, its own among them") {
    Swarm swarm{true};
    auto const view = seen_by(swarm.seed, 2);
    check_copies(view);
    CHECK(view.copies.only_ours == 8);
    CHECK_FALSE(view.copies.without_us);
}

TEST_CASE("health: two parts of a swarm that PEX does not tie together are told apart") {
    test::TempDir dir;
    test::write_random_file(dir / "seed/data", 8 * piece);
    metainfo::Workshop workshop;
    auto const torrent = (dir / "t.torrent").string();
    REQUIRE(workshop.create({.paths = {dir / "seed/data"}, .output = torrent}, {}, {}));
    std::vector<std::unique_ptr<Member>> members;
    std::vector<api::Endpoint> all;
    for (int size : {4, 3}) { // in each part all know the first
        std::vector<api::Endpoint> first;
        for (int i = 0; i < size; ++i) {
            auto& member = *members.emplace_back(std::make_unique<Member>(next_to_nothing, true));
            member.add(
                {.source = torrent, .dir = dir / std::to_string(members.size()), .peers = first});
            all.push_back(member.endpoint());
            first = first.empty() ? std::vector{member.endpoint()} : first;
        }
    }
    test::await("the parts are connected", 20s,
                [&] { return members[0]->view().peers >= 3 && members[4]->view().peers >= 2; });
    Member observer{0, true};
    observer.add({.source = torrent, .peers = all, .observe = true});
    api::HealthView view;
    test::await(
        "both groups are seen", 30s,
        [&] {
            view = observer.health();
            return view.discovery.pex_groups == std::vector{4, 3};
        },
        [&] { return fmt::format("groups {}", fmt::join(view.discovery.pex_groups, " ")); });
}

TEST_CASE("health: a poisoned tracker's peers, who are not there, change no figure") {
    std::string lies; // 40 peers at addresses where nobody listens
    for (char host = 2; host < 42; ++host)
        lies += std::string{"\x7f\x00\x01", 3} + host + std::string{"\x03\xe7", 2};
    auto const tracker = net::HttpServer::start({"127.0.0.1", 0}, [&](auto const&) {
        return net::HttpResponse{
            .body = fmt::format("d8:completei500e10:incompletei900e8:intervali1800e5:peers{}:{}e",
                                lies.size(), lies)};
    });
    REQUIRE(tracker);
    Swarm swarm{false};
    metainfo::Workshop workshop;
    auto const poisoned = (swarm.dir / "poisoned.torrent").string();
    std::vector<std::vector<std::string>> const trackers{
        {fmt::format("http://{}/announce", api::to_string((*tracker)->endpoint()))}};
    REQUIRE(workshop.edit({.file = swarm.torrent, .output = poisoned, .trackers = trackers}));
    Member observer;
    observer.add({.source = poisoned, .peers = swarm.endpoints(), .observe = true});
    test::await("the tracker's peers were tried", 30s, [&] {
        auto const dials = observer.ask_session<api::SessionFigures>(api::FiguresOf{}).reach.dials;
        return dials.contains("refused") && dials.at("refused") >= 20;
    });
    auto const view = seen_by(observer, 3);
    check_copies(view);
    CHECK(view.discovery.scrape_seeds == 500); // told as what it is: the tracker's word
    for (api::SourceView const& source : view.discovery.sources)
        CHECK(source.name != "tracker");
    CHECK(view.word != api::HealthWord::healthy);
}

TEST_CASE("health: an observer takes nothing, writes nothing, and is not hung up on") {
    test::TempDir dir;
    std::string const name = "shoal-observed";
    test::write_random_file(dir / "seed" / name / "data", 8 * piece);
    test::write_random_file(dir / "seed" / name / "empty", 0);
    metainfo::Workshop workshop;
    REQUIRE(workshop.create({.paths = {dir / "seed" / name}, .output = dir / "t.torrent"}, {}, {}));
    Member seed;
    seed.add(
        {.source = (dir / "t.torrent").string(), .dir = dir / "seed", .must_be_complete = true});
    Member observer;
    observer.add({.source = (dir / "t.torrent").string(),
                  .dir = dir / "out",
                  .peers = {seed.endpoint()},
                  .observe = true});
    api::HealthView view;
    test::await(
        "eight seconds were seen, the seed connected", 60s,
        [&] {
            view = observer.health();
            return view.observed.seconds > 8;
        },
        [&] { return told(view); });
    CHECK(view.observed.bitfields == 1);
    CHECK(view.copies.seeds == 1);
    CHECK(view.churn.departures.empty());
    CHECK(seed.view().uploaded == 0);
    CHECK_FALSE(fs::exists(dir / "out"));
    CHECK_FALSE(fs::exists(fs::temp_directory_path() / "shoal-writes-nothing-here" / name));
    CHECK_FALSE(view.grade); // one peer is no evidence
}

TEST_CASE("health: who finished and hung up on a seed is a copy still") {
    test::TempDir const dir;
    test::write_random_file(dir / "seed/data", 8 * piece);
    auto const torrent = dir / "t.torrent";
    REQUIRE(metainfo::Workshop{}.create({.paths = {dir / "seed/data"}, .output = torrent}, {}, {}));
    Member seed;
    seed.add({.source = torrent.string(), .dir = dir / "seed", .must_be_complete = true});
    test::await("the seed has all", 10s,
                [&] { return seed.view().state == api::TorrentState::complete; });
    Member leech{1 << 20};
    leech.add({.source = torrent.string(), .dir = dir / "leech", .peers = {seed.endpoint()}});
    test::await("the seed sees it", 20s, [&] { return seed.health().observed.peers == 1; });
    test::await("it finished and has gone", 30s, [&] {
        return leech.view().state == api::TorrentState::complete && seed.view().peers == 0;
    });
    test::await("it is a copy", 20s, [&] {
        auto const health = seed.health();
        return health.observed.peers == 0 && health.copies.min == 2;
    });
    CHECK(seed.health().copies.only_ours == 0);
}
