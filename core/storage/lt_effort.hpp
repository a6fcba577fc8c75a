#pragma once

#include "core/storage/work.hpp"

#include <libtorrent/performance_counters.hpp>

namespace shoal::storage {

/// Adds what a Work cost to the session's counters.
inline void count(lt::counters& counters, Effort const& effort) {
    counters.inc_stats_counter(lt::counters::num_blocks_read, effort.blocks_read);
    counters.inc_stats_counter(lt::counters::num_blocks_written, effort.blocks_written);
    counters.inc_stats_counter(lt::counters::num_read_ops, effort.read_calls);
    counters.inc_stats_counter(lt::counters::num_write_ops, effort.write_calls);
    counters.inc_stats_counter(lt::counters::num_read_back, effort.blocks_read_back);
    counters.inc_stats_counter(lt::counters::disk_read_time, effort.read_us);
    counters.inc_stats_counter(lt::counters::disk_write_time, effort.write_us);
    counters.inc_stats_counter(lt::counters::disk_hash_time, effort.hash_us);
    counters.inc_stats_counter(lt::counters::disk_job_time,
                               effort.read_us + effort.write_us + effort.hash_us);
}

} // namespace shoal::storage
