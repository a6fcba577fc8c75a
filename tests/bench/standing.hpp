#pragma once

#include "tests/bench/entrants.hpp"
#include "tests/bench/measured.hpp"

#include <nlohmann/json.hpp>

// How clients stand beside each other: the parts that reports of swarms share.

namespace shoal::bench {

/// By which ours is compared with the others.
struct Figure {
    char const* key; ///< of a row's field
    char const* words;
    bool most_is_best;
};

template <class Run, class Value>
double median_of(std::vector<Run> const& runs, Value const& of) {
    std::vector<double> values;
    values.reserve(runs.size());
    for (auto const& run : runs)
        values.push_back(of(run));
    return median(std::move(values));
}

/// A row with all but the figures.
template <class Run>
nlohmann::json standing_row(Entrant<Run> const& entrant) {
    return {{"client", entrant.pair.name},
            {"is_ours", entrant.pair.is_ours},
            {"runs", entrant.runs.size()},
            {"disturbed_runs", entrant.disturbed.size()},
            {"failures", entrant.failures}};
}

/// By key: the first of our rows over the best of the others. Empty without one of each.
[[nodiscard]] nlohmann::json ours_by_best(nlohmann::json const& rows,
                                          std::vector<Figure> const& figures);

/// The same for people, a line each.
[[nodiscard]] std::string ratio_lines(nlohmann::json const& ratios,
                                      std::vector<Figure> const& figures);

/// The rows' failures, a line each.
[[nodiscard]] std::string failure_lines(nlohmann::json const& rows);

/// Prints the text and, when `file` is not empty, writes the report there.
void tell_report(std::string const& text, nlohmann::json const& report, fs::path const& file);

} // namespace shoal::bench
