#pragma once

#include "core/net/unix_http.hpp"

namespace shoal::control {

/// Asks a daemon and gives the body of its answer. What the daemon refuses is its own error; a
/// daemon that is not there is unavailable, in words for the user.
[[nodiscard]] Result<std::string> call_daemon(net::UnixHttp& http, net::HttpRequest request,
                                              std::chrono::milliseconds timeout);

/// What failed on the way to a daemon, in words for the user.
[[nodiscard]] Error no_daemon(Error error);

} // namespace shoal::control
