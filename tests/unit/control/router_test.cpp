#include "core/control/json_answer.hpp"
#include "core/net/unix_http.hpp"
#include "tests/support/await.hpp"
#include "tests/support/metrics_page.hpp"
#include "tests/unit/control/fake_daemon.hpp"

#include <sys/stat.h>

using namespace shoal;
using namespace shoal::test;

namespace {

/// A daemon and a client that asks it.
struct Asked : FakeDaemon {
    net::UnixHttp http{socket, {}};

    net::HttpResponse ask(std::string method, std::string target, std::string body = {}) {
        auto response = http.ask({std::move(method), std::move(target), std::move(body)}, 10s);
        REQUIRE_MESSAGE(response.has_value(), response.error().what);
        return std::move(*response);
    }

    net::HttpResponse get(std::string target) { return ask("GET", std::move(target)); }
};

bool holds(net::HttpResponse const& response, std::string_view text) {
    return response.body.find(text) != std::string::npos;
}

} // namespace

TEST_CASE("router: unknown paths and methods are refused in JSON") {
    Asked daemon;
    for (auto const* const path : {"/", "/v1", "/v1/torrents2", "/v1/command/x", "/v1/version/"}) {
        CHECK(daemon.get(path).status == 404);
        CHECK(holds(daemon.get(path), R"({"error":{"code":"not_found")"));
    }
    CHECK(daemon.get("/v1/command").status == 405);
    CHECK(daemon.ask("POST", "/v1/snapshot").status == 405);
    CHECK(daemon.ask("PUT", "/v1/events").status == 405);
}

TEST_CASE("router: kinds of failures are HTTP statuses") {
    Asked daemon;
    for (auto const& [code, status] : {std::pair{Errc::invalid_input, 400},
                                       {Errc::denied, 403},
                                       {Errc::not_found, 404},
                                       {Errc::conflict, 409},
                                       {Errc::busy, 429},
                                       {Errc::internal, 500},
                                       {Errc::unavailable, 503},
                                       {Errc::io, 507}}) {
        daemon.engine.answer([code = code](api::Command const&) { return fail(code, "so"); });
        auto const response = daemon.ask("POST", "/v1/command", R"({"command":"pause","ids":[1]})");
        CHECK(response.status == status);
        CHECK(control::error_from_json(response.body).code == code);
    }
}

TEST_CASE("router: a malformed command is a 400 that names the field, and reaches nobody") {
    Asked daemon;
    auto const response = daemon.ask("POST", "/v1/command", R"({"command":"pause","ids":[true]})");
    CHECK(response.status == 400);
    CHECK(response.type == "application/json");
    CHECK(control::error_from_json(response.body).where == "ids[0]");
    CHECK(daemon.ask("POST", "/v1/question", "[").status == 400);
    CHECK(daemon.engine.commands().empty());
}

TEST_CASE("router: says who it is") {
    Asked daemon;
    CHECK(holds(daemon.get("/v1/version"), R"({"version":"1.2.3","api":1,"session":")"));
}

TEST_CASE("router: a snapshot since a revision is what changed") {
    Asked daemon;
    daemon.engine.put(resting(100));
    auto const all = daemon.get("/v1/snapshot");
    CHECK(holds(all, R"("full":true)"));
    daemon.engine.put(without(*daemon.engine.snapshot(), 50));
    auto const delta = daemon.get("/v1/snapshot?since=1");
    CHECK(holds(delta, R"("revision":2,"full":false,"removed":[50],"torrents":[])"));
    CHECK(holds(daemon.get("/v1/snapshot?since=1&session=another"), R"("full":true)"));
    CHECK(daemon.get("/v1/snapshot?since=-1").status == 400);
    CHECK(daemon.get("/v1/snapshot?since=1x").status == 400);
}

TEST_CASE("router: the documents of --json are there") {
    Asked daemon;
    daemon.engine.put(resting(2));
    daemon.engine.inform([](api::Question const& question) -> Result<api::Answer> {
        if (std::holds_alternative<api::FilesOf>(question))
            return api::Answer{std::vector{api::FileView{.path = "x"}}};
        if (std::holds_alternative<api::HealthOf>(question))
            return api::HealthView{.grade = 40};
        if (std::holds_alternative<api::WhyOf>(question))
            return api::WhyView{};
        if (std::holds_alternative<api::HistoryOf>(question))
            return api::HistoryView{.step = 60s};
        if (std::holds_alternative<api::TrackersOf>(question))
            return api::Answer{std::vector{api::TrackerView{.url = "udp://t:1"}}};
        if (std::holds_alternative<api::WebSeedsOf>(question))
            return api::Answer{std::vector{api::WebSeedView{.url = "http://w/"}}};
        return fail(Errc::busy, "later");
    });
    CHECK(holds(daemon.get("/v1/torrents"), R"({"schema":"shoal.list/1")"));
    CHECK(holds(daemon.get("/v1/torrents/2"), R"({"schema":"shoal.info/1")"));
    CHECK(holds(daemon.get("/v1/torrents/2/files"), R"("path":"x")"));
    CHECK(holds(daemon.get("/v1/torrents/2/health"), R"("schema":"shoal.health/1")"));
    CHECK(holds(daemon.get("/v1/torrents/2/why"), R"("schema":"shoal.why/1")"));
    CHECK(holds(daemon.get("/v1/torrents/2/history"), R"("schema":"shoal.history/1")"));
    auto const sources = daemon.get("/v1/torrents/2/trackers");
    CHECK(holds(sources, R"("schema":"shoal.trackers/1")"));
    CHECK(holds(sources, R"("url":"udp://t:1")"));
    CHECK(holds(sources, R"("web_seeds":[{"url":"http://w/")"));
    CHECK(holds(daemon.get("/v1/torrents/2/web_seeds"), R"("schema":"shoal.web_seeds/1")"));
    CHECK(daemon.get("/v1/torrents/2/peers").status == 429);
    for (auto const* const path :
         {"/v1/torrents/", "/v1/torrents/3", "/v1/torrents/2x", "/v1/torrents/2/",
          "/v1/torrents/2/moods", "/v1/torrents/2/files/1", "/v1/torrents//"})
        CHECK(daemon.get(path).status == 404);
}

TEST_CASE("router: events reach all who follow, as documents of --json") {
    FakeDaemon daemon;
    net::UnixHttp one{daemon.socket, {}};
    net::UnixHttp two{daemon.socket, {}};
    REQUIRE(one.open_lines("/v1/events", 10s));
    REQUIRE(two.open_lines("/v1/events", 10s));
    daemon.server->publish({.kind = api::EventKind::warning, .text = "t"});
    auto const line = one.read_line().value();
    CHECK(line.starts_with(R"({"schema":"shoal.event/1")"));
    CHECK(line.find(R"("event":"warning")") != std::string::npos);
    CHECK(two.read_line().value() == line);
}

TEST_CASE("router: a reader that does not read is cut off, and the others miss nothing") {
    FakeDaemon daemon;
    net::UnixHttp slow{daemon.socket, {}};
    net::UnixHttp quick{daemon.socket, {}};
    REQUIRE(slow.open_lines("/v1/events", 10s));
    REQUIRE(quick.open_lines("/v1/events", 10s));
    constexpr int count = 40; // of 1 MiB each
    for (int i = 0; i < count; ++i) {
        daemon.server->publish(
            {.kind = api::EventKind::warning, .text = std::string(1 << 19, 'x')});
        CHECK(quick.read_line().value().size() > 1 << 19);
    }
    int got = 0;
    while (slow.read_line())
        ++got;
    CHECK(got < count);
}

TEST_CASE("router: the socket is its owner's alone, and goes with the daemon") {
    FakeDaemon daemon;

    struct stat found {};

    REQUIRE(::stat(daemon.socket.c_str(), &found) == 0);
    CHECK((found.st_mode & 0777) == 0600);
    REQUIRE(::stat(daemon.socket.parent_path().c_str(), &found) == 0);
    CHECK((found.st_mode & 0777) == 0700);
    daemon.stop();
    CHECK_FALSE(fs::exists(daemon.socket));
}

TEST_CASE("router: a second daemon on the socket is refused") {
    FakeDaemon daemon;
    auto const second =
        control::ControlServer::start(daemon.engine, {.socket = daemon.socket}, "1");
    REQUIRE_FALSE(second.has_value());
    CHECK(second.error().code == Errc::conflict);
    CHECK(second.error().where == daemon.socket.string());
    CHECK(fs::exists(daemon.socket));
}

TEST_CASE("router: /metrics is the session's figures as Prometheus reads them") {
    Asked daemon;
    daemon.engine.put(resting(2));
    daemon.engine.inform([](api::Question const& question) -> Result<api::Answer> {
        CHECK(std::holds_alternative<api::FiguresOf>(question));
        return api::Answer{api::SessionFigures{.uptime = 7}};
    });
    (void)daemon.ask("POST", "/v1/command", R"({"command":"pause","ids":[1]})");
    auto const response = daemon.get("/metrics");
    CHECK(response.status == 200);
    CHECK(response.type == "text/plain; version=0.0.4; charset=utf-8");
    auto const page = parse_metrics(response.body);
    CHECK(page.value("shoal_torrents{state=\"seeding\"}") == 2);
    CHECK(page.value("shoal_uptime_seconds") == 7);
    CHECK(page.value("shoal_command_seconds_count") == 1);
    daemon.engine.inform([](auto const&) { return fail(Errc::busy, "later"); });
    CHECK(daemon.get("/metrics").status == 429);
}
