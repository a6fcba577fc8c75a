#pragma once

#include <string>
#include <vector>

namespace shoal::bench {

/// What one run of a program took.
struct Measured {
    int status = 0;
    double seconds = 0;
    double cpu_seconds = 0;  ///< user and system, its children included
    double others_cores = 0; ///< cores that everything else kept busy meanwhile
    double rss_mib = 0;      ///< the most resident memory, mapped file pages included
};

/// Runs a program to its end, its output thrown away. Keep ours small: a child begins with our RSS.
[[nodiscard]] Measured run_measured(std::vector<std::string> const& argv);

[[nodiscard]] double median(std::vector<double> values);

} // namespace shoal::bench
