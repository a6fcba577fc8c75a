// One real session with many torrents, each with a web seed that fails in its own way: each fault
// is to be told, by the answer about web seeds, in the log and as a cause. They wait together.

#include "core/metainfo/workshop.hpp"
#include "tests/support/content.hpp"
#include "tests/support/file_server.hpp"
#include "tests/support/raw_server.hpp"
#include "tests/support/temp_dir.hpp"
#include "tests/swarm/member.hpp"

#include <algorithm>

using namespace shoal;
using namespace std::chrono_literals;
using test::Member;
using test::RawStream;

namespace {

constexpr std::int64_t piece = 64 << 10;

/// A session, and torrents that have nothing but a web seed.
struct Web {
    api::TorrentId add(std::string const& name, std::string const& url,
                       api::RateLimits limits = {}) {
        test::write_random_file(dir / "content" / name, 16 * piece, std::hash<std::string>{}(name));
        auto const torrent = dir / (name + ".torrent");
        REQUIRE(metainfo::Workshop{}.create({.paths = {dir / "content" / name},
                                             .output = torrent,
                                             .piece_size = piece,
                                             .web_seeds = {url}},
                                            {}, {}));
        auto const reply = session.ask_for(
            api::Add{.source = torrent.string(), .dir = dir / "out", .limits = limits});
        REQUIRE(reply);
        test::await("it is taken in", 10s, [&] { return !seeds(reply->id).empty(); });
        return reply->id;
    }

    [[nodiscard]] std::vector<api::WebSeedView> seeds(api::TorrentId id) const {
        auto const got = session.ask(api::WebSeedsOf{id});
        REQUIRE(got);
        return std::get<std::vector<api::WebSeedView>>(*got);
    }

    [[nodiscard]] api::WebSeedView seed(api::TorrentId id) const { return seeds(id).at(0); }

    [[nodiscard]] std::vector<std::string> warnings(api::TorrentId id) const {
        auto const got = session.ask(api::LogOf{{id}, 100});
        REQUIRE(got);
        std::vector<std::string> texts;
        for (api::Event const& event : std::get<std::vector<api::Event>>(*got))
            if (event.kind == api::EventKind::warning)
                texts.push_back(event.text);
        return texts;
    }

    [[nodiscard]] bool is_cause(api::TorrentId id) const {
        auto const got = session.ask(api::WhyOf{id});
        REQUIRE(got);
        return std::ranges::any_of(std::get<api::WhyView>(*got).causes, [](auto const& cause) {
            return cause.cause == "web_seed_broken";
        });
    }

    void check_fault(api::TorrentId id, std::string_view what) const {
        test::await(fmt::format("a web seed fails: {}", what), 30s,
                    [&] { return !seed(id).error.empty(); });
        auto const told = seed(id);
        CAPTURE(what);
        CAPTURE(told.error);
        CHECK(told.error.find(what) != std::string::npos);
        CHECK(told.failing_for);
        CHECK_FALSE(told.is_connected);
        CHECK(warnings(id) == std::vector{told.error});
        CHECK(is_cause(id));
    }

    test::TempDir dir;
    Member session{0};
};

/// Knows no ranges: whatever is asked for, it sends all.
void send_whole(RawStream& stream, std::stop_token const&) {
    stream.read_until("\r\n\r\n");
    stream.write(fmt::format("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n{}", 64 * piece,
                             std::string(1000, 'x')));
    stream.read_until("never");
}

std::string local(std::uint16_t port) {
    return fmt::format("http://127.0.0.1:{}/", port);
}

} // namespace

TEST_CASE("web seeds: whatever keeps one from giving is told once") {
    Web web;
    test::FileServer const empty{"127.0.0.1", web.dir / "nothing"};
    test::FileServer const short_files{"127.0.0.1", web.dir / "short"};
    test::write_random_file(web.dir / "short/shorter", 100);
    test::RawServer const without_ranges{send_whole};
    test::RawServer const silent{[](RawStream& stream, std::stop_token const&) {
        stream.read_until("\r\n\r\n");
    }};
    test::RawServer const other{[](RawStream& stream, std::stop_token const&) {
        stream.read_until("\r\n\r\n");
        stream.write("SSH-2.0-x\r\n\r\n");
        stream.read_until("never");
    }};
    auto const refused = web.add("refused", local(1));
    auto const unknown = web.add("unknown", "http://no-such-host.invalid/");
    auto const missing = web.add("missing", empty.url());
    auto const shorter = web.add("shorter", short_files.url());
    auto const whole = web.add("whole", local(without_ranges.port()));
    auto const closed = web.add("closed", local(silent.port()));
    auto const no_http = web.add("no-http", local(other.port()));
    web.check_fault(refused, "refused");
    web.check_fault(unknown, "ost not found");
    web.check_fault(missing, "404 Not Found");
    web.check_fault(shorter, "range");
    web.check_fault(whole, "range");
    web.check_fault(closed, "closed the connection without an answer");
    web.check_fault(no_http, "its answer is not HTTP");
}

TEST_CASE("web seeds: one that gives says how much, and nothing is against it") {
    Web web;
    test::FileServer const server{"127.0.0.1", web.dir / "content"};
    auto const id = web.add("good", server.url(), {.up = 0, .down = 256 << 10});
    api::WebSeedView giving;
    test::await("it gives", 30s, [&] {
        giving = web.seed(id);
        return giving.is_connected && giving.downloaded > 0 && giving.down_rate > 0;
    });
    CHECK(giving.url == server.url());
    CHECK(giving.error.empty());
    test::await("all is there", 30s, [&] { return web.session.has_all(); });
    CHECK(web.seed(id).error.empty());
    CHECK(web.warnings(id).empty());
}

TEST_CASE("web seeds: one that comes back is no longer failing") {
    Web web;
    test::FileServer server{"127.0.0.1", web.dir / "content"};
    server.hang_up(true);
    auto const id = web.add("late", server.url());
    test::await("it fails", 30s, [&] { return !web.seed(id).error.empty(); });
    server.hang_up(false);
    test::await("it has given all", 60s, [&] { return web.session.has_all(); }); // again after 30 s
    CHECK(web.seed(id).error.empty());
    CHECK_FALSE(web.seed(id).failing_for);
    CHECK(web.warnings(id).size() == 1);
}

TEST_CASE("web seeds: where one sends us is told of, too") {
    Web web;
    test::FileServer const mirror{"127.0.0.1", web.dir / "content"};
    test::RawServer const archive{[url = mirror.url()](RawStream& stream, std::stop_token const&) {
        stream.read_until("\r\n\r\n");
        stream.write(fmt::format("HTTP/1.1 302 Found\r\nLocation: {}moved\r\n"
                                 "Content-Length: 0\r\n\r\n",
                                 url));
        stream.read_until("never");
    }};
    auto const id = web.add("moved", local(archive.port()), {.up = 0, .down = 256 << 10});
    test::await("it gives", 30s, [&] {
        auto const seeds = web.seeds(id);
        return seeds.size() == 2 && seeds[1].url.starts_with(mirror.url()) &&
               seeds[1].is_connected && seeds[1].downloaded > 0;
    });
    CHECK(web.seed(id).url == local(archive.port()));
    CHECK(web.seed(id).error.empty());
    test::await("all is there", 30s, [&] { return web.session.has_all(); });
    CHECK(web.warnings(id).empty());
}
