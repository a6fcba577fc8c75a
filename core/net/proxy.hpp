#pragma once

#include "core/net/stepper.hpp"

#include <boost/asio/ip/tcp.hpp>

#include <cstdint>
#include <string>

namespace shoal::net {

struct Proxy {
    enum class Kind { socks5, http };

    Kind kind = Kind::socks5;
    std::string host;
    std::uint16_t port = 0;
    std::string user; ///< empty: none
    std::string password;
};

/// socks5://[USER:PASSWORD@]HOST:PORT or http://…, user and password percent-decoded. Errors do not
/// repeat the text: it may hold a password.
[[nodiscard]] Result<Proxy> parse_proxy(std::string_view text);

/// Over a socket that is connected to the proxy, asks for a connection to host:port; the proxy
/// looks the name up (SOCKS5: RFC 1928 and 1929; HTTP: CONNECT).
[[nodiscard]] Result<void> open_tunnel(Stepper& stepper, boost::asio::ip::tcp::socket& socket,
                                       Proxy const& proxy, std::string const& host,
                                       std::uint16_t port);

/// What Proxy-Authorization says; empty without a user.
[[nodiscard]] std::string proxy_authorization(Proxy const& proxy);

} // namespace shoal::net
