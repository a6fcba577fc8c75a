#pragma once

#include "tests/bench/measured.hpp"

#include <functional>

// Tools side by side on the same data in one run: every tool once a round, so that a busy machine
// slows all. Ratios count, not times, and of figures from different runs not even ratios.

namespace shoal::bench {

/// More than that, kept busy by others, and a run is not calm.
inline constexpr double calm_cores = 0.25;

struct Contestant {
    std::string job;
    std::string tool; ///< a job's first is what its others are compared with
    std::int64_t bytes = 0;
    std::function<Measured()> run = {};
    std::vector<Measured> runs = {};
};

/// Whether a program of that name can be started: it has a '/' or is found in PATH.
[[nodiscard]] bool is_installed(std::string const& program);

/// Runs all, `rounds` times over, each after waiting at most `patience` for a calm machine. A run
/// that fails is told and does not count.
void run_rounds(std::vector<Contestant>& all, int rounds, std::chrono::seconds patience);

/// Prints medians as a table and, when `json` is not empty, writes them there: `shoal.bench/1`.
/// Runs beside which others kept over a quarter of a core busy count only where no other exist.
/// False when one has no run that did not fail; it is left out.
bool report(std::vector<Contestant> const& all, fs::path const& json);

} // namespace shoal::bench
