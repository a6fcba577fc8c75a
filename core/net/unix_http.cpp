#include "core/net/unix_http.hpp"

#include "core/net/stepper.hpp"
#include "core/net/unix_socket.hpp"

#include <boost/asio/local/stream_protocol.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <fmt/format.h>

#include <cerrno>
#include <optional>
#include <sys/socket.h>

namespace shoal::net {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using boost::system::error_code;
using Parser = http::response_parser<http::string_body>;

namespace {

constexpr std::uint64_t largest_answer = 1024 * 1024 * 1024;
constexpr std::size_t longest_line = 16 * 1024 * 1024;

Error call_error(error_code error) {
    if (error == asio::error::operation_aborted)
        return {Errc::unavailable, "stopped on request", {}};
    if (error == asio::error::timed_out)
        return {Errc::unavailable, "no answer in time; try again later", {}};
    if (error == boost::system::errc::no_such_file_or_directory ||
        error == asio::error::connection_refused)
        return {Errc::not_found, "nobody listens there", {}};
    if (error == asio::error::access_denied)
        return {Errc::denied, "permission denied: the socket belongs to another user", {}};
    if (error.category() == http::make_error_code(http::error::bad_version).category() &&
        error != http::error::end_of_stream && error != http::error::partial_message)
        return {Errc::unavailable, "what listens there does not speak HTTP as expected", {}};
    return {
        Errc::unavailable, "the connection broke off before the answer; look what was done", {}};
}

HttpResponse plain(http::response<http::string_body> response) {
    HttpResponse out{.status = static_cast<int>(response.result_int()),
                     .body = std::move(response.body())};
    auto const type = response[http::field::content_type];
    out.type.assign(type.data(), type.size());
    return out;
}

} // namespace

class UnixHttp::Connection {
public:
    Connection(fs::path path, std::stop_token stop)
        : path_(std::move(path)), stepper_(SteadyTime::max(), std::move(stop)) {}

    Result<HttpResponse> ask(HttpRequest request, SteadyTime deadline) {
        parser_.emplace();
        parser_->body_limit(largest_answer);
        SHOAL_TRY_VOID(send(std::move(request), deadline));
        SHOAL_TRY_VOID(step(deadline, [&](auto handler) {
            http::async_read(socket_, buffer_, *parser_, std::move(handler));
        }));
        if (!parser_->get().keep_alive())
            close();
        return plain(parser_->release());
    }

    Result<void> open_lines(std::string target, SteadyTime deadline) {
        parser_.emplace();
        parser_->body_limit(boost::none);
        parser_->eager(true); // gives out a chunk's bytes before the chunk is whole
        SHOAL_TRY_VOID(send({.method = "GET", .target = std::move(target)}, deadline));
        SHOAL_TRY_VOID(step(deadline, [&](auto handler) {
            http::async_read_header(socket_, buffer_, *parser_, std::move(handler));
        }));
        auto const status = parser_->get().result_int();
        if (status == 200)
            return {};
        close();
        return fail(Errc::unavailable, fmt::format("the daemon answered {}", status),
                    path_.string());
    }

    Result<std::string> read_line() {
        // The body so far; what was read of it is taken out, the parser only appends.
        auto& text = parser_->get().body();
        std::size_t looked = 0;
        while (true) {
            auto const end = text.find('\n', looked);
            if (end != std::string::npos) {
                auto line = text.substr(0, end);
                text.erase(0, end + 1);
                return line;
            }
            looked = text.size();
            if (parser_->is_done() || looked > longest_line) {
                close();
                return fail(Errc::unavailable, "the daemon ended the stream", path_.string());
            }
            SHOAL_TRY_VOID(step(SteadyTime::max(), [&](auto handler) {
                http::async_read_some(socket_, buffer_, *parser_, std::move(handler));
            }));
        }
    }

private:
    template <class Start>
    Result<void> step(SteadyTime deadline, Start start) {
        auto const error = stepper_.run(deadline, std::move(start));
        if (!error)
            return {};
        close();
        return tl::make_unexpected(at(path_.string())(call_error(error)));
    }

    Result<void> send(HttpRequest plain_request, SteadyTime deadline) {
        SHOAL_TRY_VOID(connect(deadline));
        http::request<http::string_body> request;
        request.method_string(plain_request.method);
        request.target(plain_request.target);
        request.version(11);
        request.set(http::field::host, "localhost");
        request.set(http::field::user_agent, "shoal");
        request.body() = std::move(plain_request.body);
        request.prepare_payload();
        return step(deadline,
                    [&](auto handler) { http::async_write(socket_, request, std::move(handler)); });
    }

    Result<void> connect(SteadyTime deadline) {
        if (socket_.is_open() && is_quiet())
            return {};
        close();
        SHOAL_TRY_VOID(unix_address(path_));
        asio::local::stream_protocol::endpoint const place{path_.native()};
        return step(deadline,
                    [&](auto handler) { socket_.async_connect(place, std::move(handler)); });
    }

    /// Whether the server still holds its end: between requests it has nothing to say.
    bool is_quiet() {
        char byte = 0;
        return ::recv(socket_.native_handle(), &byte, 1, MSG_PEEK | MSG_DONTWAIT) < 0 &&
               (errno == EAGAIN || errno == EWOULDBLOCK);
    }

    /// Ends what is pending, too.
    void close() {
        error_code ignored;
        socket_.close(ignored);
        stepper_.io().restart();
        stepper_.io().poll();
        buffer_.clear();
    }

    fs::path path_;
    Stepper stepper_;
    asio::local::stream_protocol::socket socket_{stepper_.io()};
    beast::flat_buffer buffer_;
    std::optional<Parser> parser_;
};

UnixHttp::UnixHttp(fs::path socket, std::stop_token stop)
    : connection_(std::make_unique<Connection>(std::move(socket), std::move(stop))) {}

UnixHttp::~UnixHttp() = default;

Result<HttpResponse> UnixHttp::ask(HttpRequest request, std::chrono::milliseconds timeout) {
    return connection_->ask(std::move(request), std::chrono::steady_clock::now() + timeout);
}

Result<void> UnixHttp::open_lines(std::string target, std::chrono::milliseconds timeout) {
    return connection_->open_lines(std::move(target), std::chrono::steady_clock::now() + timeout);
}

Result<std::string> UnixHttp::read_line() {
    return connection_->read_line();
}

} // namespace shoal::net
