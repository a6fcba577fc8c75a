#pragma once

#include "core/net/http_server.hpp"

#include <boost/asio/generic/stream_protocol.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/beast/core/basic_stream.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>

#include <atomic>
#include <mutex>
#include <optional>

namespace shoal::net {

/// The way from any thread to the server's, which closes when the server ends.
class ServerGate {
public:
    explicit ServerGate(boost::asio::io_context& io) : io_(&io) {}

    /// Dropped when the server has ended. Any thread.
    void post(std::function<void()> job);
    void close();

private:
    std::mutex mutex_;
    boost::asio::io_context* io_;
};

/// What the pushing threads and the connection both know of a stream.
struct StreamLevel {
    std::atomic<std::int64_t> unread = 0; ///< bytes not yet given to the system, framing included
    std::atomic<bool> is_over = false;
};

/// What connections know of their server.
struct ServerContext {
    HttpServer::LateHandler handler;
    HttpServerLimits limits;
    std::shared_ptr<ServerGate> gate;
};

/// One connection: reads a request, has it answered, and again while the client keeps it open; or
/// until a stream ends. Server's thread.
class HttpConnection : public std::enable_shared_from_this<HttpConnection> {
public:
    using Socket = boost::asio::generic::stream_protocol::socket;
    using OnEnd = std::function<void(std::shared_ptr<HttpConnection> const&)>;

    /// `context` outlives us. `on_end` drops the owner's reference.
    HttpConnection(Socket socket, api::Endpoint remote, ServerContext const& context, OnEnd on_end);

    void read();
    /// To the request that was read last.
    void answer(std::function<HttpResponse()> const& make);
    void begin_stream(HttpResponse const& head, std::shared_ptr<StreamLevel> level);
    /// `bytes`: a whole chunk (RFC 9112 §7.1) that its level counts already.
    void flow(std::string const& bytes);
    void finish_stream();
    void end();

private:
    void was_read(boost::system::error_code error);
    void handle(boost::beast::http::request<boost::beast::http::string_body> request);
    void set_head(HttpResponse const& response);
    void write(HttpResponse response);
    void watch_reader();
    void add(std::string_view bytes);
    void write_waiting();

    boost::beast::basic_stream<boost::asio::generic::stream_protocol> stream_;
    api::Endpoint remote_;
    ServerContext const& context_;
    OnEnd on_end_;
    boost::beast::flat_buffer buffer_;
    std::optional<boost::beast::http::request_parser<boost::beast::http::string_body>> parser_;
    boost::beast::http::response<boost::beast::http::string_body> response_;
    bool is_head_ = false;
    bool keep_alive_ = false;

    std::shared_ptr<StreamLevel> level_; ///< of the stream that the answer is, if it is one
    std::string waiting_;                ///< its bytes not yet given to the socket
    std::string sending_;                ///< those that the socket has now
    bool is_finished_ = false;           ///< nothing follows `waiting_`
};

} // namespace shoal::net
