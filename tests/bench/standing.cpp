#include "tests/bench/standing.hpp"

#include "core/base/check.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace shoal::bench {
namespace {

using nlohmann::json;

/// The best among the foreign rows; null without any.
json best_foreign(json const& rows, Figure const& figure) {
    json found;
    for (auto const& row : rows)
        if (!row["is_ours"].get<bool>() && row.contains(figure.key) &&
            (found.is_null() || (row[figure.key] > found) == figure.most_is_best))
            found = row[figure.key];
    return found;
}

} // namespace

json ours_by_best(json const& rows, std::vector<Figure> const& figures) {
    json result = json::object();
    for (auto const& figure : figures) {
        auto const ours = std::find_if(rows.begin(), rows.end(), [&](json const& row) {
            return row["is_ours"].get<bool>() && row.contains(figure.key);
        });
        auto const theirs = best_foreign(rows, figure);
        if (ours != rows.end() && !theirs.is_null())
            result[figure.key] = (*ours)[figure.key].get<double>() / theirs.get<double>();
    }
    return result;
}

std::string ratio_lines(json const& ratios, std::vector<Figure> const& figures) {
    std::string text;
    for (auto const& figure : figures)
        if (ratios.contains(figure.key))
            text += fmt::format("{}: {:.2f} times the best foreign client's\n", figure.words,
                                ratios[figure.key].get<double>());
    return text;
}

std::string failure_lines(json const& rows) {
    std::string text;
    for (auto const& row : rows)
        for (auto const& failure : row["failures"])
            text += fmt::format("{}: {}\n", row["client"].get<std::string>(),
                                failure.get<std::string>());
    return text;
}

void tell_report(std::string const& text, json const& report, fs::path const& file) {
    fmt::print("{}", text);
    if (!file.empty())
        SHOAL_CHECK(write_file(file, report.dump(2) + "\n", Overwrite::yes), "{}", file.string());
}

} // namespace shoal::bench
