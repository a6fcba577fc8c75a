#include "core/net/http_server.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <fmt/format.h>

#include <optional>
#include <thread>

namespace shoal::net {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using boost::system::error_code;
using Tcp = asio::ip::tcp;

api::Endpoint endpoint_of(Tcp::endpoint const& endpoint) {
    return {endpoint.address().to_string(), endpoint.port()};
}

HttpResponse answer(HttpServer::Handler const& handler, HttpRequest const& request) {
    try {
        return handler(request);
    } catch (std::exception const&) {
        return {.status = 500, .body = "internal error\n"};
    }
}

/// One connection: reads a request, answers it, and again while the client keeps it open.
class Connection : public std::enable_shared_from_this<Connection> {
public:
    Connection(Tcp::socket socket, HttpServer::Handler const& handler,
               HttpServerLimits const& limits, std::function<void()> on_end)
        : stream_(std::move(socket)),
          handler_(handler),
          limits_(limits),
          on_end_(std::move(on_end)) {}

    ~Connection() { on_end_(); }

    Connection(Connection const&) = delete;
    Connection& operator=(Connection const&) = delete;

    void read() {
        parser_.emplace();
        parser_->header_limit(limits_.header_bytes);
        parser_->body_limit(limits_.body_bytes);
        stream_.expires_after(limits_.timeout);
        http::async_read(
            stream_, buffer_, *parser_,
            [self = shared_from_this()](error_code error, std::size_t) { self->was_read(error); });
    }

private:
    void was_read(error_code error) {
        if (error == http::error::body_limit)
            return write({.status = 413, .body = "the request is too large\n"}, false);
        if (error.category() == http::make_error_code(http::error::bad_version).category() &&
            error != http::error::end_of_stream && error != http::error::partial_message)
            return write({.status = 400, .body = "this is not HTTP\n"}, false);
        if (error)
            return;
        error_code gone;
        auto const remote = stream_.socket().remote_endpoint(gone);
        if (gone)
            return;
        auto request = parser_->release();
        is_head_ = request.method() == http::verb::head;
        auto const text = [](beast::string_view view) {
            return std::string{view.data(), view.size()};
        };
        write(answer(handler_, {.method = text(request.method_string()),
                                .target = text(request.target()),
                                .body = std::move(request.body()),
                                .remote = endpoint_of(remote)}),
              request.keep_alive());
    }

    void write(HttpResponse response, bool keep_alive) {
        response_ = {};
        response_.version(11);
        response_.result(static_cast<unsigned>(response.status));
        response_.set(http::field::server, "shoal");
        response_.set(http::field::content_type, response.type);
        for (auto const& [name, value] : response.headers)
            response_.set(name, value);
        response_.keep_alive(keep_alive);
        response_.content_length(response.body.size());
        if (!is_head_)
            response_.body() = std::move(response.body);
        stream_.expires_after(limits_.timeout);
        http::async_write(stream_, response_,
                          [self = shared_from_this(), keep_alive](error_code error, std::size_t) {
                              if (!error && keep_alive)
                                  return self->read();
                              error_code ignored;
                              self->stream_.socket().shutdown(Tcp::socket::shutdown_send, ignored);
                          });
    }

    beast::tcp_stream stream_;
    HttpServer::Handler const& handler_;
    HttpServerLimits const& limits_;
    std::function<void()> on_end_;
    beast::flat_buffer buffer_;
    std::optional<http::request_parser<http::string_body>> parser_;
    http::response<http::string_body> response_;
    bool is_head_ = false;
};

class AsioServer final : public HttpServer {
public:
    AsioServer(Handler handler, HttpServerLimits limits)
        : handler_(std::move(handler)), limits_(limits) {}

    ~AsioServer() override {
        io_.stop();
        if (thread_.joinable())
            thread_.join();
        is_ending_ = true; // the connections that end with io_ ask for no successor
    }

    AsioServer(AsioServer const&) = delete;
    AsioServer& operator=(AsioServer const&) = delete;

    Result<void> listen(api::Endpoint const& at_endpoint) {
        error_code error;
        auto const address = asio::ip::make_address(at_endpoint.host, error);
        if (error)
            return fail(Errc::invalid_input, "this is not an address; write for example 127.0.0.1");
        Tcp::endpoint const place{address, at_endpoint.port};
        acceptor_.open(place.protocol(), error);
        if (!error)
            acceptor_.set_option(asio::socket_base::reuse_address{true}, error);
        if (!error)
            acceptor_.bind(place, error);
        if (!error)
            acceptor_.listen(asio::socket_base::max_listen_connections, error);
        if (error == asio::error::address_in_use)
            return fail(Errc::conflict, "the port is in use; choose another, or 0 for any");
        if (error)
            return fail(error == asio::error::access_denied ? Errc::denied : Errc::io,
                        error.message() + "; choose another address or port");
        endpoint_ = endpoint_of(acceptor_.local_endpoint(error));
        accept();
        thread_ = std::thread{[this] {
            io_.run();
        }};
        return {};
    }

    [[nodiscard]] api::Endpoint endpoint() const override { return endpoint_; }

private:
    void accept() {
        is_accepting_ = open_ < limits_.connections && !is_ending_;
        if (!is_accepting_)
            return;
        acceptor_.async_accept([this](error_code error, Tcp::socket socket) {
            if (error)
                return accept_later();
            ++open_;
            std::make_shared<Connection>(std::move(socket), handler_, limits_, [this] {
                --open_;
                if (!is_accepting_)
                    accept();
            })->read();
            accept();
        });
    }

    /// Out of descriptors, most likely: trying again at once would only burn the core.
    void accept_later() {
        pause_.expires_after(std::chrono::milliseconds{100});
        pause_.async_wait([this](error_code error) {
            if (!error)
                accept();
        });
    }

    Handler handler_;
    HttpServerLimits limits_;
    int open_ = 0;
    bool is_accepting_ = false;
    bool is_ending_ = false;
    asio::io_context io_{1};
    Tcp::acceptor acceptor_{io_};
    asio::steady_timer pause_{io_};
    api::Endpoint endpoint_;
    std::thread thread_;
};

} // namespace

Result<std::unique_ptr<HttpServer>> HttpServer::start(api::Endpoint const& listen, Handler handler,
                                                      HttpServerLimits limits) {
    auto server = std::make_unique<AsioServer>(std::move(handler), limits);
    SHOAL_TRY_VOID(server->listen(listen).map_error(at(api::to_string(listen))));
    return server;
}

} // namespace shoal::net
