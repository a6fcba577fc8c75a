#include "core/net/proxy.hpp"

#include "core/api/types.hpp"
#include "core/base/percent.hpp"

#include <boost/asio/read.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>
#include <fmt/format.h>
#include <openssl/evp.h>

namespace shoal::net {
namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using Tcp = asio::ip::tcp;

constexpr std::size_t longest_field = 255; // one length byte, RFC 1928 and 1929

/// One length byte, then the text.
std::string with_length(std::string const& text) {
    return static_cast<char>(text.size()) + text;
}

Result<void> send(Stepper& stepper, Tcp::socket& socket, std::string const& bytes) {
    if (auto const error = stepper.run([&](auto handler) {
            asio::async_write(socket, asio::buffer(bytes), std::move(handler));
        }))
        return tl::make_unexpected(step_error("asking the proxy failed", error));
    return {};
}

Result<std::string> receive(Stepper& stepper, Tcp::socket& socket, std::size_t count) {
    std::string bytes(count, '\0');
    if (auto const error = stepper.run([&](auto handler) {
            asio::async_read(socket, asio::buffer(bytes), std::move(handler));
        }))
        return tl::make_unexpected(step_error("reading the proxy's answer failed", error));
    return bytes;
}

tl::unexpected<Error> not_socks() {
    return fail(Errc::invalid_input, "the proxy does not speak SOCKS5; check its URL");
}

Result<void> socks_greet(Stepper& stepper, Tcp::socket& socket, Proxy const& proxy) {
    using namespace std::string_literals;
    SHOAL_TRY_VOID(
        send(stepper, socket, proxy.user.empty() ? "\x05\x01\x00"s : "\x05\x02\x00\x02"s));
    SHOAL_TRY(auto const method, receive(stepper, socket, 2));
    if (method[0] != 5)
        return not_socks();
    if (method[1] == 0)
        return {};
    if (method[1] != 2 || proxy.user.empty())
        return fail(Errc::denied, "the proxy wants a user name and password; put them in its URL");
    SHOAL_TRY_VOID(
        send(stepper, socket, "\x01" + with_length(proxy.user) + with_length(proxy.password)));
    SHOAL_TRY(auto const verdict, receive(stepper, socket, 2));
    if (verdict[1] != 0)
        return fail(Errc::denied, "the proxy refused the user name or password");
    return {};
}

std::string_view socks_reason(char reply) {
    switch (reply) {
    case 2:
        return "its rules forbid it";
    case 3:
        return "the network is unreachable";
    case 4:
        return "the host is unreachable";
    case 5:
        return "the connection was refused";
    case 6:
        return "it took too long";
    default:
        return "it gave no usable reason";
    }
}

/// Where the server is, as the request wants it: an address as such, a name for the proxy to find.
std::string socks_address(std::string const& host) {
    boost::system::error_code is_name;
    auto const address = asio::ip::make_address(host, is_name);
    if (is_name)
        return "\x03" + with_length(host);
    if (address.is_v4()) {
        auto const bytes = address.to_v4().to_bytes();
        return "\x01" + std::string(bytes.begin(), bytes.end());
    }
    auto const bytes = address.to_v6().to_bytes();
    return "\x04" + std::string(bytes.begin(), bytes.end());
}

Result<void> socks_tunnel(Stepper& stepper, Tcp::socket& socket, std::string const& host,
                          std::uint16_t port) {
    std::string request{"\x05\x01\x00", 3};
    request += socks_address(host);
    request += static_cast<char>(port >> 8);
    request += static_cast<char>(port & 0xff);
    SHOAL_TRY_VOID(send(stepper, socket, request));
    SHOAL_TRY(auto const head, receive(stepper, socket, 5));
    if (head[0] != 5)
        return not_socks();
    if (head[1] != 0)
        return fail(Errc::unavailable,
                    fmt::format("the proxy could not connect: {}", socks_reason(head[1])));
    // The bound address and port say nothing to us; the first byte of it is read already.
    std::size_t const rest = head[3] == 1   ? 3
                             : head[3] == 4 ? 15
                                            : static_cast<unsigned char>(head[4]);
    SHOAL_TRY(auto const bound, receive(stepper, socket, rest + 2));
    return {};
}

Result<void> http_tunnel(Stepper& stepper, Tcp::socket& socket, Proxy const& proxy,
                         std::string const& place) {
    auto const authorization = proxy_authorization(proxy);
    SHOAL_TRY_VOID(send(stepper, socket,
                        fmt::format("CONNECT {0} HTTP/1.1\r\nHost: {0}\r\n{1}\r\n", place,
                                    authorization.empty()
                                        ? ""
                                        : "Proxy-Authorization: " + authorization + "\r\n")));
    boost::beast::flat_buffer buffer;
    http::response_parser<http::empty_body> parser;
    parser.skip(true);
    if (auto const error = stepper.run([&](auto handler) {
            http::async_read_header(socket, buffer, parser, std::move(handler));
        }))
        return tl::make_unexpected(step_error("reading the proxy's answer failed", error));
    auto const status = parser.get().result_int();
    if (status == 407)
        return fail(Errc::denied, "the proxy wants another user name and password");
    if (status != 200)
        return fail(Errc::unavailable,
                    fmt::format("the proxy could not connect: it answered {}", status));
    return {};
}

} // namespace

Result<Proxy> parse_proxy(std::string_view text) {
    auto const bad = [] {
        return fail(Errc::invalid_input, "this is not a proxy; write socks5://[USER:PASSWORD@]"
                                         "HOST:PORT or http://[USER:PASSWORD@]HOST:PORT");
    };
    Proxy proxy;
    if (!text.starts_with("socks5://") && !text.starts_with("http://"))
        return bad();
    proxy.kind = text.starts_with("http") ? Proxy::Kind::http : Proxy::Kind::socks5;
    text.remove_prefix(text.find("://") + 3);
    if (text.ends_with('/'))
        text.remove_suffix(1);
    if (auto const user_end = text.rfind('@'); user_end != std::string_view::npos) {
        auto const user = text.substr(0, user_end);
        auto const colon = std::min(user.find(':'), user.size());
        proxy.user = percent_decoded(user.substr(0, colon));
        proxy.password = percent_decoded(user.substr(std::min(colon + 1, user.size())));
        text.remove_prefix(user_end + 1);
    }
    auto endpoint = api::parse_endpoint(text);
    if (!endpoint || proxy.user.size() > longest_field || proxy.password.size() > longest_field)
        return bad();
    proxy.host = std::move(endpoint->host);
    proxy.port = endpoint->port;
    return proxy;
}

Result<void> open_tunnel(Stepper& stepper, Tcp::socket& socket, Proxy const& proxy,
                         std::string const& host, std::uint16_t port) {
    if (proxy.kind == Proxy::Kind::http)
        return http_tunnel(stepper, socket, proxy, api::to_string(api::Endpoint{host, port}));
    if (host.size() > longest_field)
        return fail(Errc::invalid_input, "the host name is longer than SOCKS5 allows");
    SHOAL_TRY_VOID(socks_greet(stepper, socket, proxy));
    return socks_tunnel(stepper, socket, host, port);
}

std::string proxy_authorization(Proxy const& proxy) {
    if (proxy.user.empty())
        return {};
    auto const plain = proxy.user + ":" + proxy.password;
    std::vector<unsigned char> const bytes(plain.begin(), plain.end());
    std::vector<unsigned char> encoded(4 * (bytes.size() / 3 + 1) + 1);
    auto const length =
        ::EVP_EncodeBlock(encoded.data(), bytes.data(), static_cast<int>(bytes.size()));
    return "Basic " + std::string(encoded.begin(), encoded.begin() + length);
}

} // namespace shoal::net
