#include "core/net/stepper.hpp"

#include <boost/asio/ssl/error.hpp>
#include <boost/beast/http/error.hpp>
#include <fmt/format.h>

namespace shoal::net {

namespace asio = boost::asio;
namespace http = boost::beast::http;

Error step_error(std::string_view step, boost::system::error_code error) {
    if (error == asio::error::operation_aborted)
        return {Errc::unavailable, "stopped on request", {}};
    if (error == asio::error::timed_out)
        return {Errc::unavailable,
                fmt::format("{}: the server did not answer in time; try again later", step),
                {}};
    if (error == http::error::body_limit)
        return {Errc::invalid_input,
                "the answer is larger than allowed; check that the URL is that of a .torrent",
                {}};
    if (error == http::error::partial_message || error == http::error::end_of_stream ||
        error == asio::ssl::error::stream_truncated || error == asio::error::connection_reset ||
        error == asio::error::eof)
        return {Errc::unavailable, "the connection broke off before the end; try again", {}};
    if (error.category() == http::make_error_code(http::error::bad_version).category())
        return {
            Errc::invalid_input,
            fmt::format("this is not an HTTP server's answer ({}); check the URL", error.message()),
            {}};
    return {Errc::unavailable,
            fmt::format("{}: {}; check the URL and the network", step, error.message()),
            {}};
}

} // namespace shoal::net
