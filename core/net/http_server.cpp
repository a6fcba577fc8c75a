#include "core/net/http_server.hpp"

#include "core/net/http_connection.hpp"
#include "core/net/unix_socket.hpp"

#include <boost/asio/basic_socket_acceptor.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>

#include <cstring>
#include <set>
#include <thread>

namespace shoal::net {
namespace {

namespace asio = boost::asio;
using boost::system::error_code;
using Tcp = asio::ip::tcp;
using AnyStream = asio::generic::stream_protocol;

api::Endpoint endpoint_of(Tcp::endpoint const& endpoint) {
    return {endpoint.address().to_string(), endpoint.port()};
}

/// Who is at the other end; nobody to name over a Unix socket.
api::Endpoint remote_of(AnyStream::endpoint const& endpoint) {
    Tcp::endpoint tcp;
    auto const family = endpoint.protocol().family();
    if ((family != AF_INET && family != AF_INET6) || endpoint.size() > tcp.capacity())
        return {};
    std::memcpy(tcp.data(), endpoint.data(), endpoint.size());
    return endpoint_of(tcp);
}

class AsioServer final : public HttpServer {
public:
    AsioServer(LateHandler handler, HttpServerLimits limits)
        : context_{std::move(handler), limits, std::make_shared<ServerGate>(io_)} {}

    ~AsioServer() override {
        context_.gate->close();
        io_.stop();
        if (thread_.joinable())
            thread_.join();
    }

    AsioServer(AsioServer const&) = delete;
    AsioServer& operator=(AsioServer const&) = delete;

    Result<void> listen(api::Endpoint const& at_endpoint) {
        error_code error;
        auto const address = asio::ip::make_address(at_endpoint.host, error);
        if (error)
            return fail(Errc::invalid_input, "this is not an address; write for example 127.0.0.1");
        Tcp::endpoint const place{address, at_endpoint.port};
        Tcp::acceptor tcp{io_};
        tcp.open(place.protocol(), error);
        if (!error)
            tcp.set_option(asio::socket_base::reuse_address{true}, error);
        if (!error)
            tcp.bind(place, error);
        if (!error)
            tcp.listen(asio::socket_base::max_listen_connections, error);
        if (error == asio::error::address_in_use)
            return fail(Errc::conflict, "the port is in use; choose another, or 0 for any");
        if (error)
            return fail(error == asio::error::access_denied ? Errc::denied : Errc::io,
                        error.message() + "; choose another address or port");
        endpoint_ = endpoint_of(tcp.local_endpoint(error));
        return serve(place.protocol(), Fd{tcp.release()});
    }

    Result<void> listen(fs::path const& path) {
        SHOAL_TRY(unix_, UnixListener::bind(path));
        return serve({AF_UNIX, 0}, unix_.take());
    }

    [[nodiscard]] api::Endpoint endpoint() const override { return endpoint_; }

private:
    Result<void> serve(AnyStream protocol, Fd socket) {
        error_code error;
        acceptor_.assign(protocol, socket.get(), error);
        if (error)
            return fail(Errc::io, error.message());
        socket.release();
        accept();
        thread_ = std::thread{[this] {
            io_.run();
        }};
        return {};
    }

    void accept() {
        is_accepting_ = open_.size() < static_cast<std::size_t>(context_.limits.connections);
        if (!is_accepting_)
            return;
        acceptor_.async_accept([this](error_code error, AnyStream::socket socket) {
            if (error)
                return accept_later();
            welcome(std::move(socket));
            accept();
        });
    }

    void welcome(AnyStream::socket socket) {
        error_code gone;
        auto const remote = socket.remote_endpoint(gone);
        if (gone)
            return;
        auto const connection = std::make_shared<HttpConnection>(
            std::move(socket), remote_of(remote), context_, [this](auto const& ended) {
                if (open_.erase(ended) != 0 && !is_accepting_)
                    accept();
            });
        open_.insert(connection);
        connection->read();
    }

    /// Out of descriptors, most likely: trying again at once would only burn the core.
    void accept_later() {
        pause_.expires_after(std::chrono::milliseconds{100});
        pause_.async_wait([this](error_code error) {
            if (!error)
                accept();
        });
    }

    asio::io_context io_{1};
    ServerContext context_;
    UnixListener unix_;
    asio::basic_socket_acceptor<AnyStream> acceptor_{io_};
    asio::steady_timer pause_{io_};
    std::set<std::shared_ptr<HttpConnection>> open_;
    bool is_accepting_ = false;
    api::Endpoint endpoint_;
    std::thread thread_;
};

} // namespace

Result<std::unique_ptr<HttpServer>> HttpServer::start(api::Endpoint const& listen, Handler handler,
                                                      HttpServerLimits limits) {
    return serve(
        listen,
        [handler = std::move(handler)](HttpRequest const& request, auto const& reply) {
            reply->send([response = handler(request)] { return response; });
        },
        limits);
}

Result<std::unique_ptr<HttpServer>> HttpServer::serve(HttpPlace const& listen, LateHandler handler,
                                                      HttpServerLimits limits) {
    auto server = std::make_unique<AsioServer>(std::move(handler), limits);
    if (auto const* const path = std::get_if<fs::path>(&listen)) {
        SHOAL_TRY_VOID(server->listen(*path).map_error(at(path->string())));
    } else {
        auto const& endpoint = std::get<api::Endpoint>(listen);
        SHOAL_TRY_VOID(server->listen(endpoint).map_error(at(api::to_string(endpoint))));
    }
    return server;
}

} // namespace shoal::net
