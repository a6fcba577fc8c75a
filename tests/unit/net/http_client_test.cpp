#include "core/net/http_client.hpp"
#include "core/net/http_server.hpp"
#include "tests/support/raw_server.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

using namespace shoal;
using namespace shoal::net;
using namespace shoal::test;

namespace {

std::string url(std::uint16_t port, std::string_view target = "/") {
    return fmt::format("http://127.0.0.1:{}{}", port, target);
}

auto serve(HttpServer::Handler handler) {
    return std::move(*HttpServer::start({"127.0.0.1", 0}, std::move(handler)));
}

/// Answers every request with these bytes and closes.
RawServer::Script say(std::string bytes) {
    return [bytes = std::move(bytes)](RawStream& stream, std::stop_token) {
        stream.read_until("\r\n\r\n");
        stream.write(bytes);
    };
}

Error failure(std::uint16_t port, HttpLimits limits = {}) {
    auto const got = http_get(url(port), limits, {});
    REQUIRE(!got);
    CHECK(got.error().where == url(port));
    return got.error();
}

} // namespace

TEST_CASE("http get: gives the body") {
    auto const server =
        serve([](HttpRequest const& request) { return HttpResponse{.body = request.target}; });
    CHECK(*http_get(url(server->endpoint().port, "/a?b=c"), {}, {}) == "/a?b=c");
}

TEST_CASE("http get: a 404 is not found, a 403 denied, a 503 worth another try") {
    for (auto const& [status, code] :
         {std::pair{404, Errc::not_found}, std::pair{403, Errc::denied},
          std::pair{503, Errc::unavailable}}) {
        auto const server =
            serve([s = status](HttpRequest const&) { return HttpResponse{.status = s}; });
        auto const error = failure(server->endpoint().port);
        CHECK(error.code == code);
        CHECK(error.what.find(fmt::format("the server answered {}", status)) == 0);
    }
}

TEST_CASE("http get: follows redirects, but not for ever") {
    auto const server = serve([](HttpRequest const& request) {
        if (request.target == "/end")
            return HttpResponse{.body = "here"};
        auto const next = request.target == "/start" ? "/end" : "/round";
        return HttpResponse{.status = 302, .headers = {{"Location", next}}};
    });
    auto const port = server->endpoint().port;
    CHECK(*http_get(url(port, "/start"), {}, {}) == "here");
    CHECK(http_get(url(port, "/round"), {}, {}).error().what.find("redirects too often") !=
          std::string::npos);
    CHECK(!http_get(url(port, "/start"), {.redirects = 0}, {}));
}

TEST_CASE("http get: a redirect to what is no http URL is laid to the server") {
    for (auto const* target : {"file:///etc/passwd", "http://user:pw@127.0.0.1/", ""}) {
        auto const server = serve([=](HttpRequest const&) {
            return HttpResponse{.status = 302, .headers = {{"Location", target}}};
        });
        CHECK(failure(server->endpoint().port).what.find("the server redirects") == 0);
    }
}

TEST_CASE("http get: the size limit holds with and without Content-Length") {
    auto const server =
        serve([](HttpRequest const&) { return HttpResponse{.body = std::string(1000, 'x')}; });
    CHECK(failure(server->endpoint().port, {.max_bytes = 999}).code == Errc::invalid_input);
    CHECK(http_get(url(server->endpoint().port), {.max_bytes = 1000}, {}));

    RawServer const endless{say("HTTP/1.1 200 OK\r\n\r\n" + std::string(100'000, 'x'))};
    CHECK(failure(endless.port(), {.max_bytes = 1000}).code == Errc::invalid_input);
    CHECK(http_get(url(endless.port()), {.max_bytes = 100'000}, {})->size() == 100'000);
}

TEST_CASE("http get: an answer that breaks off is an error, not a short file") {
    RawServer const server{say("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort")};
    CHECK(failure(server.port()).what.find("broke off") != std::string::npos);
    RawServer const mute{say("")};
    CHECK(failure(mute.port()).what.find("broke off") != std::string::npos);
}

TEST_CASE("http get: what is not HTTP is told so") {
    RawServer const server{say("220 mail.example.org ESMTP\r\n")};
    CHECK(failure(server.port()).what.find("not an HTTP server") != std::string::npos);
}

TEST_CASE("http get: a reason longer than a line is cut") {
    RawServer const server{say("HTTP/1.1 500 " + std::string(60'000, 'A') + "\r\n\r\n")};
    CHECK(failure(server.port()).what.size() < 200);
}

TEST_CASE("http get: nobody listens") {
    std::uint16_t port = 0;
    {
        RawServer const gone{say("")};
        port = gone.port();
    }
    CHECK(failure(port).what.find("connecting failed") == 0);
}

TEST_CASE("http get: a server that stays silent, before or within its answer, is left in time") {
    for (auto const* beginning : {"", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc"}) {
        RawServer const server{[&](RawStream& stream, std::stop_token stop) {
            stream.write(beginning);
            hold(stop);
        }};
        auto const error = failure(server.port(), {.timeout = 100ms});
        CHECK(error.code == Errc::unavailable);
        CHECK(error.what.find("did not answer in time") != std::string::npos);
    }
}

TEST_CASE("http get: a stop ends it at once") {
    std::stop_source source;
    RawServer const server{[&](RawStream& stream, std::stop_token stop) {
        stream.read_until("\r\n\r\n");
        source.request_stop();
        hold(stop);
    }};
    auto const got = http_get(url(server.port()), {.timeout = 60s}, source.get_token());
    CHECK(got.error().what == "stopped on request");
}

TEST_CASE("http get: a URL that is none costs no connection") {
    CHECK(http_get("gopher://h/", {}, {}).error().code == Errc::invalid_input);
}
