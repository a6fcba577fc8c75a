#include "core/control/metrics_server.hpp"
#include "tests/support/metrics_page.hpp"
#include "tests/support/raw_server.hpp"
#include "tests/unit/control/fake_daemon.hpp"

#include <doctest/doctest.h>

using namespace shoal;
using namespace shoal::test;
using control::serve_metrics;

namespace {

/// Metrics of a scripted engine, on a port of 127.0.0.1.
struct Served {
    ScriptedEngine engine;
    control::MetricsSource source{engine, "1.2.3", 50};
    std::unique_ptr<net::HttpServer> server;

    Served() {
        engine.inform(
            [](auto const&) -> Result<api::Answer> { return api::Answer{api::SessionFigures{}}; });
        auto started = serve_metrics({"127.0.0.1", 0}, source);
        REQUIRE_MESSAGE(started.has_value(), started.error().what);
        server = std::move(*started);
    }

    /// The answer, head and body.
    std::string get(std::string const& path, std::string const& host) {
        auto stream = RawStream::connect(server->endpoint().port);
        stream.write("GET " + path + " HTTP/1.1\r\nHost: " + host +
                     "\r\nConnection: close\r\n\r\n");
        return stream.read_until("never sent: reads until the server closes");
    }
};

} // namespace

TEST_CASE("metrics server: shows the metrics, and nothing else") {
    Served served;
    auto const answer = served.get("/metrics", "127.0.0.1:1");
    CHECK(answer.starts_with("HTTP/1.1 200"));
    auto const page = parse_metrics(answer.substr(answer.find("\r\n\r\n") + 4));
    CHECK(page.value("shoal_build_info{version=\"1.2.3\"}") == 1);
    CHECK(served.get("/v1/snapshot", "127.0.0.1").starts_with("HTTP/1.1 404"));
    CHECK(served.get("/", "127.0.0.1").starts_with("HTTP/1.1 404"));
}

TEST_CASE("metrics server: a page that somebody else's name leads here sees nothing") {
    Served served;
    for (auto const* const host : {"localhost:9745", "[::1]:9745", "127.0.0.1"})
        CHECK(served.get("/metrics", host).starts_with("HTTP/1.1 200"));
    for (auto const* const host : {"evil.example", "127.0.0.1.evil.example", "localhost.evil:80"})
        CHECK(served.get("/metrics", host).starts_with("HTTP/1.1 403"));
}

TEST_CASE("metrics server: it is on no address that others reach") {
    Served served;
    for (auto const* const host : {"0.0.0.0", "192.0.2.1", "::"})
        CHECK(serve_metrics({host, 0}, served.source).error().code == Errc::invalid_input);
}
