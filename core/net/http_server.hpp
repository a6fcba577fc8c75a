#pragma once

#include "core/api/types.hpp"
#include "core/base/clock.hpp"

#include <functional>
#include <map>
#include <memory>

namespace shoal::net {

struct HttpRequest {
    std::string method; ///< "GET"
    std::string target; ///< path and query, as sent: untrusted, still percent-encoded
    std::string body{};
    api::Endpoint remote;
};

struct HttpResponse {
    int status = 200;
    std::string type = "text/plain";
    std::string body{};
    std::map<std::string, std::string> headers{}; ///< further ones, such as Location
};

struct HttpServerLimits {
    std::uint32_t header_bytes = 16 * 1024;
    std::uint64_t body_bytes = 1024 * 1024;
    std::chrono::milliseconds timeout{10'000}; ///< to send a request, or to take the answer
    int connections = 512;                     ///< more wait in the listen queue
};

/// A small HTTP/1.1 server with a thread of its own. The handler runs on that thread, one request
/// at a time, and must not block; what it throws becomes a 500.
class HttpServer {
public:
    using Handler = std::function<HttpResponse(HttpRequest const&)>;

    /// Listens at once. `listen.host` is an address; port 0 takes any that is free.
    [[nodiscard]] static Result<std::unique_ptr<HttpServer>>
    start(api::Endpoint const& listen, Handler handler, HttpServerLimits limits = {});

    /// Closes every connection and joins the thread.
    virtual ~HttpServer() = default;

    /// With the port really taken.
    [[nodiscard]] virtual api::Endpoint endpoint() const = 0;
};

} // namespace shoal::net
