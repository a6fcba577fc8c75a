#pragma once

#include <cstdint>
#include <string>

namespace shoal::test {

/// Whether the DHT node (BEP 5) at this address answers and names peers for the info-hash (40
/// digits).
[[nodiscard]] bool dht_knows_peers(std::string const& address, std::uint16_t port,
                                   std::string const& info_hash);

/// Whether a DHT node answers a ping there.
[[nodiscard]] bool dht_answers(std::string const& address, std::uint16_t port);

} // namespace shoal::test
