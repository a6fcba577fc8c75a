#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace shoal::test {

/// What GET /metrics says, read strictly.
struct MetricsPage {
    /// The series as it stands there, "name{label=\"value\"}", and its value, in order.
    std::vector<std::pair<std::string, double>> samples;
    std::vector<std::string> families; ///< their names, in order

    /// The test fails when there is no such series.
    [[nodiscard]] double value(std::string_view series) const;
};

/// The test fails where the text breaks the format: a sample outside its family, a family or series
/// that is there twice, a name, label or value that is none, a histogram that does not add up.
[[nodiscard]] MetricsPage parse_metrics(std::string const& text);

} // namespace shoal::test
