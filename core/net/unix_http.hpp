#pragma once

#include "core/base/clock.hpp"
#include "core/base/file.hpp"
#include "core/net/http_message.hpp"

#include <memory>
#include <stop_token>

namespace shoal::net {

/// An HTTP client over a Unix socket; its connection stays open between requests. Blocking, one
/// thread; a stop ends any call at once. Errors: not_found when nobody listens there, denied,
/// unavailable when the server left or did not answer in time: it may have done what it was asked.
class UnixHttp {
public:
    UnixHttp(fs::path socket, std::stop_token stop);
    ~UnixHttp();
    UnixHttp(UnixHttp const&) = delete;
    UnixHttp& operator=(UnixHttp const&) = delete;

    [[nodiscard]] Result<HttpResponse> ask(HttpRequest request, std::chrono::milliseconds timeout);

    /// Begins to GET an answer without an end, of which `read_line` then gives one line after the
    /// other. No `ask` until that failed.
    [[nodiscard]] Result<void> open_lines(std::string target, std::chrono::milliseconds timeout);
    /// Waits as long as it takes. Without the newline; a last line without one is lost.
    [[nodiscard]] Result<std::string> read_line();

private:
    class Connection;
    std::unique_ptr<Connection> connection_;
};

} // namespace shoal::net
