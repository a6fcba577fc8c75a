#pragma once

#include "core/base/clock.hpp"
#include "core/base/result.hpp"

#include <cstdint>
#include <stop_token>
#include <string>

namespace shoal::net {

struct HttpLimits {
    std::int64_t max_bytes = 16 * 1024 * 1024; ///< of the body, whatever Content-Length says
    std::chrono::milliseconds timeout{30'000}; ///< for all of it, redirects included
    int redirects = 5;
    std::string proxy{}; ///< as --proxy takes it; empty: none. Names are then looked up there
};

/// The body of `url` (http or https), after redirects; never from https down to http. Servers must
/// show a certificate for their name that the system's store trusts. Blocking; ends within
/// `timeout`, and at once on a stop. Errors name the URL that failed: not_found (404, 410, no such
/// host), denied (401, 403, certificate), unavailable (connection, timeout, other statuses),
/// invalid_input (URL, too large, not HTTP).
[[nodiscard]] Result<std::string> http_get(std::string const& url, HttpLimits const& limits,
                                           std::stop_token stop);

} // namespace shoal::net
