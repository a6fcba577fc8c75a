#pragma once

#include "core/health/dht_packet.hpp"

#include <libtorrent/alert_types.hpp>
#include <libtorrent/span.hpp>

namespace shoal::engine {

/// What the bytes of a packet say; nothing for what we answer others, and for what is no message of
/// the DHT (BEP 5). `at` and `endpoint` are left for the caller.
[[nodiscard]] std::optional<health::DhtPacket> read_dht(lt::span<char const> bytes,
                                                        bool is_outgoing);

/// The packet that libtorrent tells of. `now`: of both clocks, since an alert has a time of its
/// own.
[[nodiscard]] std::optional<health::DhtPacket> to_packet(lt::dht_pkt_alert const& alert,
                                                         SteadyTime now, lt::time_point lt_now);

} // namespace shoal::engine
