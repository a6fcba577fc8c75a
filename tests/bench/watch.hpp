#pragma once

#include <chrono>
#include <sys/types.h>

// What the peers of a swarm cost, and what everything else did to the machine meanwhile.

namespace shoal::bench {

struct Side {
    double cpu_seconds = 0; ///< user and system, from the leeches' start to the end
    double rss_mib = 0;     ///< the most resident memory it ever had, mapped file pages included
    double anon_mib = 0;    ///< the most of its own, at the moments somebody looked
};

/// What a process costs from the moment when it had used `cpu_before` seconds.
class Watch {
public:
    explicit Watch(pid_t pid, double cpu_before) : pid_(pid), cpu_before_(cpu_before) {}

    /// Call it often: memory that was given back before nobody saw.
    void look();

    [[nodiscard]] Side const& side() const { return side_; }

private:
    pid_t pid_;
    double cpu_before_;
    Side side_;
};

/// The cores that all but this program, and those it measures, keep busy from now on.
class OthersMeter {
public:
    OthersMeter();

    /// `measured`: CPU-seconds that those measured took since the beginning.
    [[nodiscard]] double cores(double measured) const;

private:
    std::chrono::steady_clock::time_point began_;
    double busy_;
};

struct Bounds {
    std::chrono::seconds limit{120}; ///< a transfer that takes longer has failed
    std::chrono::seconds quiet{180}; ///< how long to wait for a quiet machine before it
    double busy_cores = 0;           ///< above that, the machine is not quiet
};

/// Waits, within bounds, until others leave the machine alone.
void await_quiet(Bounds const& bounds);

} // namespace shoal::bench
