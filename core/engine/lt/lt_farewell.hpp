#pragma once

#include "core/health/sample.hpp"

#include <libtorrent/error_code.hpp>

namespace shoal::engine {

// What libtorrent's reasons to end a connection mean for a swarm's health.

/// Of a connection that had shaken hands.
[[nodiscard]] health::LeaveReason leave_reason(lt::error_code const& error);

/// Of one that never did; what we ended of our own will is no fault.
void count_fault(lt::error_code const& error, health::DialFaults& faults);

} // namespace shoal::engine
