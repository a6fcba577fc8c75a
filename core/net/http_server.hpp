#pragma once

#include "core/base/clock.hpp"
#include "core/base/file.hpp"
#include "core/net/http_message.hpp"

#include <functional>
#include <memory>
#include <variant>

namespace shoal::net {

struct HttpServerLimits {
    std::uint32_t header_bytes = 16 * 1024;
    std::uint64_t body_bytes = 1024 * 1024;
    std::chrono::milliseconds timeout{10'000};   ///< to send a request, or to take the answer
    int connections = 512;                       ///< more wait in the listen queue
    std::int64_t unread_bytes = 4 * 1024 * 1024; ///< of a stream; a slower reader is cut off
};

/// An answer without an end: what is pushed arrives in order. Dropping it ends the answer. Any
/// thread.
class HttpStream {
public:
    virtual ~HttpStream() = default;
    /// False once the reader is gone or was cut off.
    virtual bool push(std::string_view bytes) = 0;
};

/// Where the answer to one request goes. Any thread, once, now or later; it may outlive the server.
/// Dropped without an answer it answers 500.
class HttpReply {
public:
    virtual ~HttpReply() = default;
    /// `make` runs on the server's thread; what it throws becomes a 500.
    virtual void send(std::function<HttpResponse()> make) = 0;
    /// `head` without its body; the body is what will be pushed.
    [[nodiscard]] virtual std::shared_ptr<HttpStream> stream(HttpResponse head) = 0;
};

/// An address with a port (0: any that is free), or the path of a Unix socket. That is made with
/// mode 0600, its folder, if missing, with 0700. It replaces the socket of a server that died.
using HttpPlace = std::variant<api::Endpoint, fs::path>;

/// A small HTTP/1.1 server with a thread of its own. Handlers run on that thread, one request at a
/// time, and must not block; what they throw becomes a 500.
class HttpServer {
public:
    using Handler = std::function<HttpResponse(HttpRequest const&)>;
    /// May answer later; other connections are served meanwhile.
    using LateHandler = std::function<void(HttpRequest, std::shared_ptr<HttpReply>)>;

    /// Listens at once. conflict when somebody else does already.
    [[nodiscard]] static Result<std::unique_ptr<HttpServer>>
    start(api::Endpoint const& listen, Handler handler, HttpServerLimits limits = {});
    [[nodiscard]] static Result<std::unique_ptr<HttpServer>>
    serve(HttpPlace const& listen, LateHandler handler, HttpServerLimits limits = {});

    /// Closes every connection and joins the thread. A Unix socket's name is gone then.
    virtual ~HttpServer() = default;

    /// With the port really taken; without a host on a Unix socket.
    [[nodiscard]] virtual api::Endpoint endpoint() const = 0;
};

} // namespace shoal::net
