#pragma once

#include "tests/interop/clients/client.hpp"

#include <functional>

// Who takes part in a bench of swarms: several builds of shoal, and every other client there is.

namespace shoal::bench {

using MakeClient = std::function<std::unique_ptr<test::Client>(test::ClientOptions)>;

/// One client in both roles.
struct Pair {
    std::string name;
    MakeClient seed;
    MakeClient leech;
    bool is_ours = false;
};

/// Those of `clients`, names with commas between, that are installed. "shoal" stands for all of
/// `shoals`, each [NAME=]PROGRAM.
[[nodiscard]] std::vector<Pair> choose_pairs(std::string const& clients,
                                             std::vector<std::string> const& shoals);

/// A pair and what became of its runs.
template <class Run>
struct Entrant {
    Pair pair;
    std::vector<Run> runs = {};      ///< without failure, and on a quiet machine
    std::vector<Run> disturbed = {}; ///< without failure, while others were busy
    std::vector<std::string> failures = {};

    /// Disturbed runs count where all were.
    [[nodiscard]] std::vector<Run> const& counted() const {
        return runs.empty() ? disturbed : runs;
    }
};

struct Rounds {
    int rounds = 3;
    int retries = 3; ///< of a run that was disturbed
    double busy_cores = 0;
};

/// Every pair once a round, so that a busy machine slows all, until one that counts or no retry
/// is left. `go` makes a run of a pair; one that failed does not go again.
template <class Run>
std::vector<Entrant<Run>> run_rounds(std::vector<Pair> const& pairs, Rounds const& rounds,
                                     std::function<Run(Pair const&)> const& go) {
    std::vector<Entrant<Run>> all;
    for (auto const& pair : pairs)
        all.push_back({pair});
    auto const run_once = [&](Entrant<Run>& entrant) {
        for (int attempt = 0; attempt <= rounds.retries; ++attempt) {
            auto const run = go(entrant.pair);
            if (!run.failure.empty())
                return entrant.failures.push_back(run.failure);
            if (run.others_cores <= rounds.busy_cores)
                return entrant.runs.push_back(run);
            entrant.disturbed.push_back(run);
        }
    };
    for (int round = 0; round < rounds.rounds; ++round)
        for (auto& entrant : all)
            if (entrant.failures.empty()) // it would only take its time limit again
                run_once(entrant);
    return all;
}

/// Whether all of ours went well.
template <class Run>
bool ours_succeeded(std::vector<Entrant<Run>> const& all) {
    for (auto const& entrant : all)
        if (entrant.pair.is_ours && !entrant.failures.empty())
            return false;
    return true;
}

} // namespace shoal::bench
