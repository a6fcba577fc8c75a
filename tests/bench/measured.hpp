#pragma once

#include "tests/support/process.hpp"

namespace shoal::bench {

/// What one run took.
struct Measured {
    int status = 0;
    double seconds = 0;
    double cpu_seconds = 0;  ///< user and system
    double others_cores = 0; ///< cores that everything else kept busy meanwhile
    double rss_mib = 0;      ///< the most resident memory, mapped file pages included
};

/// Runs a program to its end, its output thrown away. Keep ours small: a child begins with our RSS.
[[nodiscard]] Measured run_measured(test::Argv const& argv);

/// Measures programs that go on running when their work is done, as daemons do: from now on.
class Meter {
public:
    explicit Meter(std::vector<pid_t> pids);

    /// Since the beginning: the CPU-seconds of all, the RSS of the largest. All must still run.
    [[nodiscard]] Measured read() const;

private:
    std::vector<pid_t> pids_;
    std::chrono::steady_clock::time_point began_;
    double busy_;
    double cpu_seconds_;
};

/// Cores kept busy over the next 200 ms, by whomever.
[[nodiscard]] double busy_cores();

/// 0 of nothing.
[[nodiscard]] double median(std::vector<double> values);

} // namespace shoal::bench
