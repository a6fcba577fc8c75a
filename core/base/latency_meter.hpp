#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <vector>

namespace shoal {

/// What was observed, counted by size.
struct Histogram {
    std::vector<double> bounds;       ///< upper ends, themselves included; ascending
    std::vector<std::int64_t> counts; ///< one more than bounds: what is beyond the last
    double sum = 0;                   ///< of all that was observed
};

/// Counts how long things took. Any thread; nothing is locked, so that what is read meanwhile may
/// lack a part of the newest observation.
class LatencyMeter {
public:
    /// In microseconds: from a page cache that answers at once to a disk that hangs.
    static constexpr std::array<std::int64_t, 16> bounds{
        50,     100,     250,     500,       1'000,     2'500,     5'000,      10'000,
        25'000, 100'000, 250'000, 1'000'000, 2'500'000, 5'000'000, 10'000'000, 30'000'000};

    void add(std::chrono::microseconds took) {
        auto const us = took.count();
        std::size_t bucket = 0;
        while (bucket < bounds.size() && us > bounds[bucket])
            ++bucket;
        counts_[bucket].fetch_add(1, std::memory_order_relaxed);
        sum_us_.fetch_add(us, std::memory_order_relaxed);
    }

    /// In seconds.
    [[nodiscard]] Histogram read() const {
        constexpr double second = 1e6;
        Histogram read;
        for (auto const bound : bounds)
            read.bounds.push_back(static_cast<double>(bound) / second);
        for (auto const& count : counts_)
            read.counts.push_back(count.load(std::memory_order_relaxed));
        read.sum = static_cast<double>(sum_us_.load(std::memory_order_relaxed)) / second;
        return read;
    }

private:
    std::array<std::atomic<std::int64_t>, bounds.size() + 1> counts_{};
    std::atomic<std::int64_t> sum_us_{0};
};

} // namespace shoal
