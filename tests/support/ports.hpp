#pragma once

#include <cstdint>
#include <string>

namespace shoal::test {

/// A port that nobody holds at this address (IPv4 or IPv6), neither TCP nor UDP, and that was not
/// given before in this process.
[[nodiscard]] std::uint16_t free_port(std::string const& address = "127.0.0.1");

} // namespace shoal::test
