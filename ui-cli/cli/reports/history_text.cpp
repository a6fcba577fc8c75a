#include "core/base/units.hpp"
#include "ui-cli/cli/reports/health_report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>

namespace shoal::cli {
namespace {

using api::HistoryPoint;
using api::HistoryView;
using Lines = std::vector<std::string>;

constexpr std::size_t chart_columns = 60;
constexpr int grade_rows = 4;
constexpr double most_grade = 100;
constexpr std::array blocks{" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
constexpr int levels = static_cast<int>(blocks.size()) - 1;

/// One value a column of the chart; nothing where nothing was seen.
using Series = std::vector<std::optional<double>>;
using ValueOf = std::function<std::optional<double>(HistoryPoint const&)>;

double seconds(WallTime::duration time) {
    return std::chrono::duration<double>(time).count();
}

std::size_t columns_of(HistoryView const& view) {
    auto const steps = seconds(view.until - view.since) /
                       static_cast<double>(std::max<std::int64_t>(1, view.step.count()));
    return std::clamp<std::size_t>(static_cast<std::size_t>(std::ceil(steps)), 1, chart_columns);
}

/// Averages, by how many looks each point stands for.
Series series(HistoryView const& view, ValueOf const& value) {
    auto const columns = columns_of(view);
    auto const range = std::max(1.0, seconds(view.until - view.since));
    std::vector<double> sums(columns);
    std::vector<double> counts(columns);
    for (HistoryPoint const& point : view.points) {
        auto const found = value(point);
        auto const place = seconds(point.time - view.since) / range;
        if (!found || place >= 1)
            continue;
        // A step may begin just before what was asked for.
        auto const column =
            static_cast<std::size_t>(std::max(0.0, place) * static_cast<double>(columns));
        sums[column] += *found * point.count;
        counts[column] += point.count;
    }
    Series all(columns);
    for (std::size_t i = 0; i < columns; ++i)
        if (counts[i] > 0)
            all[i] = sums[i] / counts[i];
    return all;
}

/// Row `row` from the bottom of a chart of `rows`. What is there shows, however little it is.
std::string chart_row(Series const& values, double top, int row, int rows) {
    std::string text;
    for (auto const& value : values) {
        int level = 0;
        if (value)
            level = std::max(1, static_cast<int>(std::lround(*value / top * rows * levels)));
        text += blocks.at(static_cast<std::size_t>(std::clamp(level - row * levels, 0, levels)));
    }
    return text;
}

void add_grade(Series const& grades, Lines& lines) {
    bool const is_known =
        std::ranges::any_of(grades, [](auto const& grade) { return grade.has_value(); });
    if (!is_known)
        return lines.emplace_back("  grade         not enough evidence at any time"), void();
    for (int row = grade_rows - 1; row >= 0; --row) {
        auto const* const mark = row == grade_rows - 1 ? "grade     100"
                                 : row == 0            ? "            0"
                                                       : "";
        lines.push_back(
            fmt::format("  {:<13} {}", mark, chart_row(grades, most_grade, row, grade_rows)));
    }
}

using Write = std::function<std::string(double)>;

/// Nothing when it was zero all the time.
void add_spark(Lines& lines, std::string_view name, Series const& values, Write const& write) {
    double most = 0;
    std::optional<double> last;
    for (auto const& value : values) {
        most = std::max(most, value.value_or(0));
        last = value ? value : last;
    }
    if (most <= 0 || !last)
        return;
    lines.push_back(fmt::format("  {:<13} {}", name, chart_row(values, most, 0, 1)));
    lines.push_back(fmt::format("  {:<13} most {}, last {}", "", write(most), write(*last)));
}

std::string plain(double value) {
    return fmt::format("{:.{}f}", value, value < 10 ? 2 : 0);
}

std::string rate(double value) {
    return format_rate(std::llround(value));
}

} // namespace

Lines history_text(HistoryView const& view) {
    auto const range = std::chrono::duration_cast<std::chrono::seconds>(view.until - view.since);
    auto const each = range / static_cast<std::int64_t>(columns_of(view));
    Lines lines{
        fmt::format("Last {}, a column is {}; blank: nobody was connected, or no daemon ran",
                    format_duration(range), format_duration(each))};
    if (view.points.empty()) {
        lines.emplace_back("  nothing was seen in this time");
        return lines;
    }
    auto const of = [&](auto member) {
        return series(view, [member](HistoryPoint const& point) {
            return std::optional<double>{static_cast<double>(point.*member)};
        });
    };
    add_grade(series(view, [](HistoryPoint const& point) { return point.grade; }), lines);
    add_spark(lines, "copies", of(&HistoryPoint::copies), plain);
    add_spark(lines, "peers", of(&HistoryPoint::peers), plain);
    add_spark(lines, "seeds", of(&HistoryPoint::seeds), plain);
    add_spark(lines, "down", of(&HistoryPoint::down), rate);
    add_spark(lines, "up", of(&HistoryPoint::up), rate);
    auto const minutes = std::max(1.0, static_cast<double>(view.step.count())) / 60;
    add_spark(lines, "churn",
              series(view,
                     [minutes](HistoryPoint const& point) {
                         auto const moves = static_cast<double>(point.joined + point.left);
                         return std::optional{moves / minutes};
                     }),
              [](double value) { return fmt::format("{:.1f} come or go a minute", value); });
    return lines;
}

} // namespace shoal::cli
