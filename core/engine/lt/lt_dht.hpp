#pragma once

#include "core/engine/wire.hpp"

#include <libtorrent/alert_types.hpp>
#include <libtorrent/bdecode.hpp>
#include <libtorrent/span.hpp>

namespace shoal::engine {

/// What the bytes of a packet say; nothing for what we answer others, and for what is no message of
/// the DHT (BEP 5). `at` and `endpoint` are left for the caller.
[[nodiscard]] std::optional<health::DhtPacket> read_dht(lt::span<char const> bytes,
                                                        bool is_outgoing);

/// The packet that libtorrent tells of, as of `at`.
[[nodiscard]] std::optional<health::DhtPacket> to_packet(lt::dht_pkt_alert const& alert,
                                                         SteadyTime at);

/// What a node says to `find_nodes`; nothing for silence, and for what is no answer to it.
[[nodiscard]] std::optional<DhtNamed> read_named(lt::bdecode_node const& message);

[[nodiscard]] std::optional<DhtNamed> to_named(lt::dht_direct_response_alert const& alert);

/// Adds what one of our nodes knows: there is one on each address of ours, and a blank one, which
/// adds nothing, where there are none. When buckets were last heard of libtorrent leaves unset.
void read_stats(lt::dht_stats_alert const& alert, DhtLooked& looked);

/// Turns what libtorrent stamps on alerts into steady time. Its clock is high_resolution_clock, in
/// libstdc++ the wall's: once that is set, stamps lie anywhere. What comes out never goes back, and
/// is never in the future.
class AlertTimes {
public:
    /// Alerts are taken now, by both clocks.
    void take(SteadyTime now, lt::time_point lt_now) {
        now_ = now;
        lt_now_ = lt_now;
    }

    /// In the order of the alerts.
    [[nodiscard]] SteadyTime of(lt::time_point stamp);

private:
    SteadyTime now_{};
    lt::time_point lt_now_{};
    SteadyTime last_{};
};

} // namespace shoal::engine
