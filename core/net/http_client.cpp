// One GET, step by step: look up, connect, greet (TLS), ask, read. Each step is started
// asynchronously on an io_context of our own and waited for here, so that one deadline and one stop
// token end any of them, while the code still reads from top to bottom.
#include "core/net/http_client.hpp"

#include "core/net/proxy.hpp"
#include "core/net/resolve.hpp"
#include "core/net/stepper.hpp"
#include "core/net/url.hpp"

#include <boost/asio/ssl.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/ssl.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <optional>

namespace shoal::net {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
namespace ssl = boost::asio::ssl;
using boost::system::error_code;
using Tcp = asio::ip::tcp;
using Response = http::response<http::string_body>;

// With several addresses, a silent one may not eat the time of the others.
constexpr std::chrono::seconds one_address_limit{5};
constexpr std::uint32_t header_limit = 64 * 1024;
constexpr std::size_t longest_reason = 80; // of what is shown

Error status_error(Response const& response) {
    auto const status = response.result_int();
    auto const code = status == 404 || status == 410   ? Errc::not_found
                      : status == 401 || status == 403 ? Errc::denied
                                                       : Errc::unavailable;
    auto const* const advice = status >= 500 || status == 429 ? "try again later" : "check the URL";
    auto const reason =
        response.reason().empty() ? http::obsolete_reason(response.result()) : response.reason();
    return {code,
            fmt::format("the server answered {} {}; {}", status,
                        std::string_view{reason.data(), std::min(reason.size(), longest_reason)},
                        advice),
            {}};
}

Result<void> connect(Stepper& stepper, Tcp::socket& socket, std::string const& host,
                     std::uint16_t port) {
    SHOAL_TRY(auto const endpoints, resolve(host, port, stepper.deadline(), stepper.stop()));
    error_code error;
    for (std::size_t i = 0; i < endpoints.size(); ++i) {
        auto const own_limit = std::chrono::steady_clock::now() + one_address_limit;
        auto const until =
            i + 1 < endpoints.size() ? std::min(stepper.deadline(), own_limit) : stepper.deadline();
        error = stepper.run(
            until, [&](auto handler) { socket.async_connect(endpoints[i], std::move(handler)); });
        if (!error)
            return {};
        if (error == asio::error::operation_aborted)
            break;
        error_code ignored;
        socket.close(ignored);
    }
    return tl::make_unexpected(step_error("connecting failed", error));
}

/// Asks for `url` over a stream that is ready for it: to its server, or to an HTTP proxy, `relay`,
/// that will ask in our place.
template <class Stream>
Result<Response> exchange(Stepper& stepper, Stream& stream, Url const& url,
                          HttpLimits const& limits, std::optional<Proxy> const& relay = {}) {
    http::request<http::empty_body> request{http::verb::get, url.target, 11};
    if (relay) {
        request.target(to_string(url));
        if (auto const authorization = proxy_authorization(*relay); !authorization.empty())
            request.set(http::field::proxy_authorization, authorization);
    }
    request.set(http::field::host, authority(url));
    request.set(http::field::user_agent, "shoal");
    request.set(http::field::accept, "*/*");
    request.set(http::field::connection, "close");
    if (auto const error = stepper.run(
            [&](auto handler) { http::async_write(stream, request, std::move(handler)); }))
        return tl::make_unexpected(step_error("asking failed", error));

    beast::flat_buffer buffer;
    http::response_parser<http::string_body> parser;
    auto const limit = static_cast<std::uint64_t>(limits.max_bytes);
    parser.header_limit(header_limit);
    parser.body_limit(limit);
    auto error = stepper.run(
        [&](auto handler) { http::async_read_header(stream, buffer, parser, std::move(handler)); });
    // Beast 1.74 applies its body limit to chunks and to bodies without a length only.
    if (!error && parser.content_length().value_or(0) > limit)
        error = http::error::body_limit;
    if (!error)
        error = stepper.run(
            [&](auto handler) { http::async_read(stream, buffer, parser, std::move(handler)); });
    if (error)
        return tl::make_unexpected(step_error("reading the answer failed", error));
    return parser.release();
}

Error handshake_error(ssl::stream<Tcp::socket>& stream, error_code error) {
    auto const verdict = ::SSL_get_verify_result(stream.native_handle());
    if (verdict == X509_V_OK)
        return step_error("the TLS handshake failed", error);
    return {Errc::denied,
            fmt::format("the server's certificate is not trusted ({}); check the URL and the "
                        "system's certificates",
                        ::X509_verify_cert_error_string(verdict)),
            {}};
}

/// SNI: which of its names we want. OpenSSL's macro for it is an old-style cast.
bool set_server_name(ssl::stream<Tcp::socket>& stream, std::string host) {
    return ::SSL_ctrl(stream.native_handle(), SSL_CTRL_SET_TLSEXT_HOSTNAME,
                      TLSEXT_NAMETYPE_host_name, host.data()) == 1;
}

Result<Response> fetch_https(Stepper& stepper, Tcp::socket socket, Url const& url,
                             HttpLimits const& limits) {
    ssl::context context{ssl::context::tls_client};
    error_code error;
    context.set_default_verify_paths(error);
    ssl::stream<Tcp::socket> stream{std::move(socket), context};
    stream.set_verify_mode(ssl::verify_peer, error);
    // OpenSSL checks the name itself, so its verdict says "hostname mismatch" and not just
    // "failed".
    auto* const parameters = ::SSL_get0_param(stream.native_handle());
    boost::system::error_code not_an_address;
    asio::ip::make_address(url.host, not_an_address);
    bool const named = not_an_address
                           ? ::X509_VERIFY_PARAM_set1_host(parameters, url.host.c_str(), 0) == 1 &&
                                 set_server_name(stream, url.host)
                           : ::X509_VERIFY_PARAM_set1_ip_asc(parameters, url.host.c_str()) == 1;
    if (error || !named)
        return fail(Errc::internal, "TLS could not be set up");
    if (auto const failed = stepper.run([&](auto handler) {
            stream.async_handshake(ssl::stream_base::client, std::move(handler));
        }))
        return tl::make_unexpected(handshake_error(stream, failed));
    return exchange(stepper, stream, url, limits);
}

/// Connects to the server itself, or to it through the proxy, or to an HTTP proxy that relays.
Result<Response> fetch(Url const& url, std::optional<Proxy> const& proxy, HttpLimits const& limits,
                       Stepper& stepper) {
    Tcp::socket socket{stepper.io()};
    bool const is_relayed = proxy && proxy->kind == Proxy::Kind::http && !url.is_https;
    SHOAL_TRY_VOID(
        connect(stepper, socket, proxy ? proxy->host : url.host, proxy ? proxy->port : url.port));
    if (proxy && !is_relayed)
        SHOAL_TRY_VOID(open_tunnel(stepper, socket, *proxy, url.host, url.port));
    if (url.is_https)
        return fetch_https(stepper, std::move(socket), url, limits);
    return exchange(stepper, socket, url, limits, is_relayed ? proxy : std::nullopt);
}

std::optional<std::string> redirect_target(Response const& response) {
    switch (response.result_int()) {
    case 301:
    case 302:
    case 303:
    case 307:
    case 308: {
        auto const location = response[http::field::location];
        return std::string{location.data(), location.size()};
    }
    default:
        return std::nullopt;
    }
}

Result<Url> follow(Url const& from, std::string const& location) {
    SHOAL_TRY(auto next, resolve_reference(from, location).map_error([](Error error) {
        error.what = "the server redirects, and where to is no use: " + error.what;
        return error;
    }));
    if (from.is_https && !next.is_https)
        return fail(Errc::denied, "the server redirects from https to http, which is refused; "
                                  "use the http URL itself if you trust it");
    return next;
}

} // namespace

Result<std::string> http_get(std::string const& text, HttpLimits const& limits,
                             std::stop_token stop) {
    auto const deadline = std::chrono::steady_clock::now() + limits.timeout;
    SHOAL_TRY(auto url, parse_url(text).map_error(at(text)));
    std::optional<Proxy> proxy;
    if (!limits.proxy.empty()) {
        SHOAL_TRY(proxy, parse_proxy(limits.proxy).map_error(at("the proxy")));
    }
    for (int hop = 0; hop <= limits.redirects; ++hop) {
        Stepper stepper{deadline, stop};
        SHOAL_TRY(auto response, fetch(url, proxy, limits, stepper).map_error(at(to_string(url))));
        if (response.result() == http::status::ok)
            return std::move(response.body());
        auto const location = redirect_target(response);
        if (!location)
            return tl::make_unexpected(at(to_string(url))(status_error(response)));
        SHOAL_TRY(url, follow(url, *location).map_error(at(to_string(url))));
    }
    return fail(Errc::unavailable, "the server redirects too often; check the URL", text);
}

} // namespace shoal::net
