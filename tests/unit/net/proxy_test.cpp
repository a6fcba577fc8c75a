#include "core/net/http_client.hpp"
#include "core/net/proxy.hpp"
#include "tests/support/raw_server.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

using namespace shoal;
using namespace shoal::net;
using namespace shoal::test;
using namespace std::string_literals;

namespace {

constexpr auto answer = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nhere";

auto get_through(std::string const& proxy, std::string const& url = "http://name.invalid/file") {
    return http_get(url, {.timeout = 5s, .proxy = proxy}, {});
}

std::string socks(RawServer const& server, std::string const& user = "") {
    return fmt::format("socks5://{}127.0.0.1:{}", user, server.port());
}

} // namespace

TEST_CASE("proxy: user, password, host and port come out of its URL") {
    auto const proxy = parse_proxy("http://me:p%40ss@[::1]:8080/");
    REQUIRE(proxy);
    CHECK(proxy->kind == Proxy::Kind::http);
    CHECK(proxy->user == "me");
    CHECK(proxy->password == "p@ss");
    CHECK(proxy->host == "::1");
    CHECK(proxy->port == 8080);
    CHECK(proxy_authorization(*proxy) == "Basic bWU6cEBzcw==");
    for (auto const* bad : {"", "socks4://h:1", "socks5://h", "h:1", "http://u:secret@h:x"}) {
        auto const refused = parse_proxy(bad);
        REQUIRE(!refused);
        CHECK(refused.error().what.find("secret") == std::string::npos);
    }
}

TEST_CASE("proxy: SOCKS5 gets the name to look up, and carries the request") {
    std::string asked;
    RawServer const server{[&](RawStream& stream, std::stop_token) {
        CHECK(stream.read_until("\x05\x01\x00"s) == "\x05\x01\x00"s);
        stream.write("\x05\x00"s);
        asked = stream.read_until("\x00\x50"s);
        stream.write("\x05\x00\x00\x01\x7f\x00\x00\x01\x00\x50"s);
        stream.read_until("\r\n\r\n");
        stream.write(answer);
    }};
    CHECK(get_through(socks(server)).value_or("failed") == "here");
    CHECK(asked == "\x05\x01\x00\x03\x0cname.invalid\x00\x50"s);
}

TEST_CASE("proxy: SOCKS5 with user and password") {
    std::string credentials;
    RawServer const server{[&](RawStream& stream, std::stop_token) {
        stream.read_until("\x05\x02\x00\x02"s);
        stream.write("\x05\x02"s);
        credentials = stream.read_until("pw");
        stream.write("\x01\x01"s);
    }};
    auto const got = get_through(socks(server, "me:pw@"));
    CHECK(credentials == "\x01\x02me\x02pw"s);
    CHECK(got.error().code == Errc::denied);
}

TEST_CASE("proxy: why it could not connect is told") {
    RawServer const server{[](RawStream& stream, std::stop_token) {
        stream.read_until("\x05\x01\x00"s);
        stream.write("\x05\x00"s);
        stream.read_until("\x00\x50"s);
        stream.write("\x05\x05\x00\x01\x00\x00\x00\x00\x00\x00"s);
    }};
    CHECK(get_through(socks(server)).error().what ==
          "the proxy could not connect: the connection was refused");
    RawServer const other{[](RawStream& stream, std::stop_token) {
        stream.write("HTTP/1.1 400 ");
    }};
    CHECK(get_through(socks(other)).error().what.find("does not speak SOCKS5") !=
          std::string::npos);
}

TEST_CASE("proxy: an HTTP proxy relays http, and tunnels https") {
    std::string asked;
    RawServer const relay{[&](RawStream& stream, std::stop_token) {
        asked = stream.read_until("\r\n\r\n");
        stream.write(answer);
    }};
    auto const proxy = fmt::format("http://me:pw@127.0.0.1:{}", relay.port());
    CHECK(get_through(proxy).value_or("failed") == "here");
    CHECK(asked.starts_with("GET http://name.invalid/file HTTP/1.1\r\n"));
    CHECK(asked.find("Proxy-Authorization: Basic bWU6cHc=\r\n") != std::string::npos);

    CHECK(!get_through(proxy, "https://name.invalid/file"));
    CHECK(asked.starts_with("CONNECT name.invalid:443 HTTP/1.1\r\n"));
}

TEST_CASE("proxy: one that is silent is left in time") {
    RawServer const server{[](RawStream&, std::stop_token stop) {
        hold(stop);
    }};
    auto const got =
        http_get("http://name.invalid/", {.timeout = 100ms, .proxy = socks(server)}, {});
    CHECK(got.error().what.find("did not answer in time") != std::string::npos);
}
