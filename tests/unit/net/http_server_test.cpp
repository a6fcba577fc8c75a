#include "core/net/http_server.hpp"
#include "tests/support/raw_server.hpp"

#include <doctest/doctest.h>

using namespace shoal;
using namespace shoal::net;
using namespace shoal::test;

namespace {

auto serve(HttpServerLimits limits = {}) {
    return std::move(*HttpServer::start(
        {"127.0.0.1", 0},
        [](HttpRequest const& request) {
            if (request.target == "/throw")
                throw std::runtime_error{"secret"};
            return HttpResponse{.body = request.method + " " + request.body + " from " +
                                        request.remote.host};
        },
        limits));
}

std::string ask(HttpServer const& server, std::string_view request) {
    auto stream = RawStream::connect(server.endpoint().port);
    stream.write(request);
    return stream.read_until("never sent: reads until the server closes");
}

} // namespace

TEST_CASE("http server: the handler sees method, body and who asks") {
    auto const server = serve();
    auto const answer =
        ask(*server, "POST / HTTP/1.1\r\nContent-Length: 2\r\nConnection: close\r\n\r\nhi");
    CHECK(answer.find("HTTP/1.1 200 OK\r\n") == 0);
    CHECK(answer.find("POST hi from 127.0.0.1") != std::string::npos);
}

TEST_CASE("http server: a connection serves several requests") {
    auto const server = serve();
    auto stream = RawStream::connect(server->endpoint().port);
    for (int i = 0; i < 3; ++i) {
        stream.write("GET / HTTP/1.1\r\n\r\n");
        CHECK(stream.read_until("from 127.0.0.1").find("200 OK") != std::string::npos);
    }
}

TEST_CASE("http server: HEAD is answered without a body") {
    auto const server = serve();
    auto const answer = ask(*server, "HEAD / HTTP/1.1\r\nConnection: close\r\n\r\n");
    CHECK(answer.find("Content-Length: 20\r\n") != std::string::npos);
    CHECK(answer.ends_with("\r\n\r\n"));
}

TEST_CASE("http server: noise is a 400, too much a 413, a handler's exception a 500") {
    auto const server = serve({.header_bytes = 1024, .body_bytes = 10});
    CHECK(ask(*server, "\x16\x03\x01 this is TLS\r\n\r\n").find("HTTP/1.1 400") == 0);
    CHECK(ask(*server, "GET / HTTP/1.1\r\nX: " + std::string(5000, 'x')).find("HTTP/1.1 400") == 0);
    CHECK(ask(*server, "POST / HTTP/1.1\r\nContent-Length: 11\r\n\r\n").find("HTTP/1.1 413") == 0);
    auto const answer = ask(*server, "GET /throw HTTP/1.1\r\nConnection: close\r\n\r\n");
    CHECK(answer.find("HTTP/1.1 500") == 0);
    CHECK(answer.find("secret") == std::string::npos);
}

TEST_CASE("http server: who sends nothing, or half a request, is dropped in time") {
    auto const server = serve({.timeout = 50ms});
    CHECK(ask(*server, "").empty());
    CHECK(ask(*server, "GET / HT").empty());
}

TEST_CASE("http server: connections over the limit wait for a free place") {
    auto const server = serve({.timeout = 50ms, .connections = 1});
    auto const idle = RawStream::connect(server->endpoint().port);
    CHECK(ask(*server, "GET / HTTP/1.1\r\nConnection: close\r\n\r\n").find("200 OK") !=
          std::string::npos);
}

TEST_CASE("http server: ends with connections open, and frees its port") {
    auto server = serve();
    auto const place = server->endpoint();
    auto stream = RawStream::connect(place.port);
    CHECK(HttpServer::start(place, {}).error().code == Errc::conflict);
    server.reset();
    CHECK(stream.read_until("x").empty());
    CHECK(HttpServer::start(place, {}));
}

TEST_CASE("http server: an address that is none is refused") {
    CHECK(HttpServer::start({"localhost", 0}, {}).error().code == Errc::invalid_input);
}
