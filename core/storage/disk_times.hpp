#pragma once

#include "core/base/latency_meter.hpp"
#include "core/storage/work.hpp"

namespace shoal::storage {

/// How long visits to the disk take. Any thread.
struct DiskTimes {
    LatencyMeter read;
    LatencyMeter write;
    LatencyMeter hash;

    void add(Effort const& effort) {
        if (effort.read_calls > 0)
            read.add(std::chrono::microseconds{effort.read_us});
        if (effort.write_calls > 0)
            write.add(std::chrono::microseconds{effort.write_us});
        if (effort.hash_us > 0)
            hash.add(std::chrono::microseconds{effort.hash_us});
    }
};

} // namespace shoal::storage
