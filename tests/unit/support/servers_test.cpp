#include "tests/support/content.hpp"
#include "tests/support/file_server.hpp"
#include "tests/support/socks5.hpp"
#include "tests/support/temp_dir.hpp"

#include <doctest/doctest.h>

#include <array>

using namespace shoal::test;
using shoal::Fd;

namespace {

std::string exchange(Fd const& socket, std::string_view request, std::size_t answer_size) {
    std::string answer(answer_size, 0);
    bool const done = send_all(socket.get(), request) &&
                      receive_exactly(socket.get(), answer.data(), answer.size());
    return done ? answer : "no answer";
}

} // namespace

TEST_CASE("file server: a whole file, a part of it, and what is not there") {
    TempDir const dir;
    REQUIRE(shoal::write_file(dir / "a b.txt", "0123456789", shoal::Overwrite::no));
    FileServer const server{"127.0.0.1", dir.path()};
    auto const port =
        static_cast<std::uint16_t>(std::stoi(server.url().substr(server.url().rfind(':') + 1)));
    Fd const socket = connect_to("127.0.0.1", port);
    std::string const part = "HTTP/1.1 206 Partial Content\r\nContent-Length: 3\r\nAccept-Ranges: "
                             "bytes\r\nContent-Range: bytes 2-4/10\r\n\r\n234";
    CHECK(exchange(socket, "GET /a%20b.txt HTTP/1.1\r\nrange: bytes=2-4\r\n\r\n", part.size()) ==
          part);
    std::string const none = "HTTP/1.1 404";
    CHECK(exchange(socket, "GET /other HTTP/1.1\r\n\r\n", none.size()) == none);
    CHECK(server.bytes() == 3);
}

TEST_CASE("socks5: carries a connection, counts its bytes, refuses names") {
    TempDir const dir;
    REQUIRE(shoal::write_file(dir / "x", "0123456789", shoal::Overwrite::no));
    FileServer const server{"127.0.0.1", dir.path()};
    auto const port = std::stoi(server.url().substr(server.url().rfind(':') + 1));
    Socks5 const proxy{"127.0.0.1"};
    auto const proxy_port =
        static_cast<std::uint16_t>(std::stoi(proxy.url().substr(proxy.url().rfind(':') + 1)));
    std::string const greeting{5, 1, 0};
    std::string const accepted{5, 0};
    {
        Fd const socket = connect_to("127.0.0.1", proxy_port);
        CHECK(exchange(socket, greeting, 2) == accepted);
        std::string const connect{
            5, 1, 0, 1, 127, 0, 0, 1, static_cast<char>(port / 256), static_cast<char>(port % 256)};
        CHECK(exchange(socket, connect, 10).substr(0, 2) == accepted);
        CHECK(exchange(socket, "GET /x HTTP/1.1\r\n\r\n", 15) == "HTTP/1.1 200 OK");
        CHECK(proxy.connections() == 1);
        CHECK(proxy.bytes() > 15);
    }
    Fd const socket = connect_to("127.0.0.1", proxy_port);
    CHECK(exchange(socket, greeting, 2) == accepted);
    std::string const by_name{5, 1, 0, 3, 1, 'x', 0, 80};
    CHECK(exchange(socket, by_name, 2) == std::string{5, 7});
}
