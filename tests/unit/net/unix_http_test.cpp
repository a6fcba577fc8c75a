#include "core/net/http_server.hpp"
#include "core/net/unix_http.hpp"
#include "core/net/unix_socket.hpp"
#include "tests/support/await.hpp"
#include "tests/support/temp_dir.hpp"

#include <fstream>
#include <future>
#include <sys/socket.h>
#include <thread>

using namespace shoal;
using namespace shoal::net;
using namespace shoal::test;

namespace {

using Reply = std::shared_ptr<HttpReply>;

std::unique_ptr<HttpServer> serve(fs::path const& socket, HttpServer::LateHandler handler,
                                  HttpServerLimits limits = {}) {
    auto server = HttpServer::serve(socket, std::move(handler), limits);
    REQUIRE_MESSAGE(server.has_value(), server.error().what);
    return std::move(*server);
}

void echo(HttpRequest const& request, Reply const& reply) {
    reply->send(
        [body = request.method + " " + request.body] { return HttpResponse{.body = body}; });
}

std::string body_of(Result<HttpResponse> const& response) {
    return response ? response->body : response.error().what;
}

/// Leaves a socket's name behind, as a process that was killed does.
void leave_stale(fs::path const& path) {
    Fd const fd{::socket(AF_UNIX, SOCK_STREAM, 0)};
    auto const address = unix_address(path).value();
    REQUIRE(::bind(fd.get(), reinterpret_cast<sockaddr const*>(&address), sizeof(address)) == 0);
}

} // namespace

TEST_CASE("unix http: one connection serves many requests") {
    TempDir const dir;
    auto const server = serve(dir / "s", echo, {.connections = 1});
    UnixHttp http{dir / "s", {}};
    for (int i = 0; i < 3; ++i)
        CHECK(body_of(http.ask({"POST", "/", "hello"}, 10s)) == "POST hello");
}

TEST_CASE("unix http: a large body goes both ways") {
    TempDir const dir;
    auto const server = serve(dir / "s", echo, {.body_bytes = 20'000'000});
    UnixHttp http{dir / "s", {}};
    std::string const large(10'000'000, 'x');
    CHECK(body_of(http.ask({"POST", "/", large}, 10s)).size() == large.size() + 5);
}

TEST_CASE("unix http: a server that came back is met again") {
    TempDir const dir;
    auto server = serve(dir / "s", echo);
    UnixHttp http{dir / "s", {}};
    CHECK(http.ask({"GET", "/"}, 10s));
    server.reset();
    CHECK(http.ask({"GET", "/"}, 10s).error().code == Errc::not_found);
    server = serve(dir / "s", echo);
    CHECK(http.ask({"GET", "/"}, 10s));
}

TEST_CASE("unix http: the socket of a dead process is replaced, other files are not") {
    TempDir const dir;
    leave_stale(dir / "stale");
    UnixHttp http{dir / "stale", {}};
    CHECK(http.ask({"GET", "/"}, 10s).error().code == Errc::not_found);
    auto const server = serve(dir / "stale", echo);
    CHECK(http.ask({"GET", "/"}, 10s));

    std::ofstream{dir / "file"} << "precious";
    CHECK(HttpServer::serve(dir / "file", echo).error().code == Errc::conflict);
    CHECK(read_file(dir / "file", 100) == "precious");
    CHECK(HttpServer::serve(dir / std::string(200, 'x'), echo).error().code == Errc::invalid_input);
}

TEST_CASE("unix http: a late answer comes from any thread, and holds up nobody else") {
    TempDir const dir;
    std::promise<Reply> late;
    auto const server = serve(dir / "s", [&](HttpRequest const& request, Reply const& reply) {
        request.target == "/late" ? late.set_value(reply) : echo(request, reply);
    });
    std::jthread const answering{[&] {
        auto const reply = late.get_future().get();
        UnixHttp other{dir / "s", {}};
        CHECK(body_of(other.ask({"GET", "/"}, 10s)) == "GET ");
        reply->send([] { return HttpResponse{.body = "at last"}; });
    }};
    UnixHttp http{dir / "s", {}};
    CHECK(body_of(http.ask({"GET", "/late"}, 10s)) == "at last");
}

TEST_CASE("unix http: a reply that is dropped, or throws, is a 500") {
    TempDir const dir;
    auto const server = serve(dir / "s", [](HttpRequest const& request, Reply const& reply) {
        if (request.target == "/throw")
            throw std::runtime_error{"secret"};
        if (request.target == "/late")
            reply->send([]() -> HttpResponse { throw std::runtime_error{"secret"}; });
    });
    UnixHttp http{dir / "s", {}};
    for (auto const* const target : {"/drop", "/throw", "/late"}) {
        auto const response = http.ask({"GET", target}, 10s);
        REQUIRE(response);
        CHECK(response->status == 500);
        CHECK(response->body == "internal error\n");
    }
}

TEST_CASE("unix http: replies and streams may outlive their server") {
    TempDir const dir;
    std::promise<std::pair<Reply, std::shared_ptr<HttpStream>>> kept;
    Reply waiting;
    auto server = serve(dir / "s", [&](HttpRequest const& request, Reply const& reply) {
        if (request.target == "/wait")
            waiting = reply;
        else
            kept.set_value({waiting, reply->stream({})});
    });
    UnixHttp http{dir / "s", {}};
    CHECK_FALSE(http.ask({"GET", "/wait"}, 100ms));
    REQUIRE(http.open_lines("/stream", 10s));
    auto const [reply, stream] = kept.get_future().get();
    server.reset();
    reply->send([] { return HttpResponse{}; });
    stream->push("x\n");
    CHECK_FALSE(http.read_line());
}

TEST_CASE("unix http: lines arrive in order, until the stream is dropped") {
    TempDir const dir;
    auto const server = serve(dir / "s", [](HttpRequest const&, Reply const& reply) {
        auto const stream = reply->stream({});
        for (int i = 0; i < 1000; ++i)
            stream->push(std::to_string(i) + "\n" + (i == 500 ? "half" : ""));
    });
    UnixHttp http{dir / "s", {}};
    REQUIRE(http.open_lines("/", 10s));
    for (int i = 0; i < 1000; ++i)
        CHECK(http.read_line().value() == (i == 501 ? "half501" : std::to_string(i)));
    CHECK_FALSE(http.read_line());
}

TEST_CASE("unix http: who does not read is cut off, and so is who pushes to it") {
    TempDir const dir;
    std::promise<std::shared_ptr<HttpStream>> opened;
    auto const server =
        serve(dir / "s",
              [&](HttpRequest const&, Reply const& reply) { opened.set_value(reply->stream({})); },
              {.unread_bytes = 1 << 20});
    UnixHttp http{dir / "s", {}};
    REQUIRE(http.open_lines("/", 10s));
    auto const stream = opened.get_future().get();
    std::string const line(1 << 16, 'x');
    int pushed = 0;
    await("it is cut off", 10s, [&] { return !stream->push(line) || ++pushed > 1000; });
    CHECK(pushed < 1000);
    CHECK_FALSE(stream->push("more"));
}

TEST_CASE("unix http: a reader that leaves is noticed without a word from us") {
    TempDir const dir;
    std::promise<std::shared_ptr<HttpStream>> opened;
    auto const server = serve(dir / "s", [&](HttpRequest const&, Reply const& reply) {
        opened.set_value(reply->stream({}));
    });
    {
        UnixHttp http{dir / "s", {}};
        REQUIRE(http.open_lines("/", 10s));
    }
    auto const stream = opened.get_future().get();
    await("its leaving is noticed", 10s, [&] { return !stream->push(""); });
}

TEST_CASE("unix http: a stop ends the waiting at once, a timeout in time") {
    TempDir const dir;
    std::vector<Reply> kept;
    auto const server =
        serve(dir / "s", [&](HttpRequest const&, Reply const& reply) { kept.push_back(reply); });
    UnixHttp impatient{dir / "s", {}};
    CHECK(impatient.ask({"GET", "/"}, 20ms).error().code == Errc::unavailable);

    std::stop_source stop;
    UnixHttp http{dir / "s", stop.get_token()};
    std::jthread const stopping{[&] {
        stop.request_stop();
    }};
    CHECK(http.ask({"GET", "/"}, 1h).error().code == Errc::unavailable);
}
