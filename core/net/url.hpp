#pragma once

#include "core/base/result.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace shoal::net {

/// The parts of an http or https address that a request needs.
struct Url {
    bool is_https = false;
    std::string host; ///< name or address, without brackets
    std::uint16_t port = 80;
    std::string target = "/"; ///< path and query, fit for a request line

    friend bool operator==(Url const&, Url const&) = default;
};

/// invalid_input for other schemes, user names, control characters, ports out of range. The
/// fragment is dropped; spaces and non-ASCII bytes of the path are percent-encoded.
[[nodiscard]] Result<Url> parse_url(std::string_view text);

/// Where a Location header leads, seen from `base` (RFC 3986 §5, without dot segments).
[[nodiscard]] Result<Url> resolve_reference(Url const& base, std::string_view reference);

/// "host" or "host:port", as the Host header wants it.
[[nodiscard]] std::string authority(Url const& url);
[[nodiscard]] std::string to_string(Url const& url);

} // namespace shoal::net
