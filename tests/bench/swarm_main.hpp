#pragma once

#include <functional>
#include <string>
#include <vector>

namespace CLI {
class App;
}

// What the benches of swarms have in common: options, a network of their own, words for failures.

namespace shoal::bench {

struct SwarmOptions {
    std::string size;    ///< of the file, such as 2GiB
    std::string clients; ///< as `choose_pairs` takes them
    std::vector<std::string> shoals = {};
    std::string dir = "/dev/shm";
    int rounds = 3;
    int retries = 3;
    int limit_s = 120;
    double busy_cores = 0; ///< set by `add_options`
    std::string json = {};
};

/// `shoal`: the build to measure when none is named.
void add_options(CLI::App& app, SwarmOptions& options, std::string const& shoal);

/// Parses, enters the network and runs `measure`; the exit status.
[[nodiscard]] int run_swarm_bench(int argc, char** argv, CLI::App& app, SwarmOptions const& options,
                                  std::function<int()> const& measure);

} // namespace shoal::bench
