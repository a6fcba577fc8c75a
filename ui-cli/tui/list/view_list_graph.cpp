#include "ui-cli/tui/draw/format.hpp"
#include "ui-cli/tui/list/view_list_parts.hpp"
#include "ui-cli/tui/model/course.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

namespace shoal::tui {
namespace {

using term::Role;

constexpr int figures_from = 110; ///< columns that a screen with figures has
constexpr int figures_width = 56;

using Samples = std::vector<std::int64_t>;

/// One row: sign, graph, peak.
void draw_flat(Canvas& canvas, int row, std::string_view sign, Samples const& all, std::int64_t now,
               Role role) {
    constexpr int label_width = 14;
    int const width = canvas.columns() - label_width - 5;
    auto const peak = newest_peak(all, width);
    canvas.frame.text({row, 1}, sign, role);
    canvas.frame.text({row, 3}, spark(all, width, peak, canvas.caps.charset), role);
    draw_marks(canvas, {row, 3 + width}, width, session_marks(canvas.model));
    canvas.frame.text_before({row, canvas.columns() - 1},
                             fmt::format("peak {:>6}/s", short_size(std::max(now, peak))),
                             Role::dim);
}

void draw_only_row(Canvas& canvas, int row) {
    auto const& history = canvas.model.history;
    auto const sum = total_rates(*canvas.model.snapshot);
    if (sum.down == 0 && sum.up > 0)
        draw_flat(canvas, row, canvas.up_sign(), history.session_up(), sum.up, Role::up);
    else
        draw_flat(canvas, row, canvas.down_sign(), history.session_down(), sum.down, Role::down);
}

struct Received {
    std::int64_t all = 0;
    std::int64_t wasted = 0;
};

Received received(api::Snapshot const& snapshot) {
    Received sum;
    for (auto const& torrent : snapshot.torrents) {
        sum.all += torrent->downloaded;
        sum.wasted += torrent->wasted;
    }
    return sum;
}

/// In whole minutes, so that it does not count where nothing else moves.
std::string span_text(std::chrono::seconds span) {
    return short_time(
        (span < 1min ? span : std::chrono::floor<std::chrono::minutes>(span)).count());
}

/// "│ down 41.2M  peak 78.1M  121G in 1h00  useful 97.1 %", or of what goes up.
void draw_figures(Canvas& canvas, int row, bool is_down) {
    auto const& history = canvas.model.history;
    auto const all = is_down ? history.session_down() : history.session_up();
    auto const sum = total_rates(*canvas.model.snapshot);
    auto const moved =
        std::accumulate(all.begin(), all.end(), std::int64_t{0}) * History::step.count();
    auto const span = History::step * static_cast<std::ptrdiff_t>(all.size());
    auto const now = is_down ? sum.down : sum.up;
    auto const peak = std::max(now, newest_peak(all, static_cast<int>(all.size())));
    Line line{canvas, {row, canvas.columns() - figures_width}, figures_width};
    line.add(canvas.sign("│ ", "| "), Role::dim)
        .add(fmt::format("{} {:>5}", is_down ? "down" : "up  ", short_size(now)),
             is_down ? Role::down : Role::up)
        .add(fmt::format("  peak {:>5}", short_size(peak)), Role::dim);
    if (moved > 0)
        line.add(fmt::format("  {:>5} in {}", short_size(moved), span_text(span)), Role::dim);
    auto const [got, wasted] = received(*canvas.model.snapshot);
    if (got <= 0)
        return;
    auto const share = 100 * static_cast<double>(std::min(wasted, got)) / static_cast<double>(got);
    line.add(is_down ? fmt::format("  useful {:.1f} %", 100 - share)
                     : fmt::format("  wasted {:.1f} %", share),
             Role::dim);
}

void draw_one(Canvas& canvas, Area area, int width, Samples const& all, Role role) {
    auto const top = newest_peak(all, width - axis_width);
    draw_graph(canvas, area, 0, width, {all, top, short_size(top), role}, true);
}

} // namespace

void draw_list_graphs(Canvas& canvas, Area area) {
    if (area.rows == 0)
        return;
    if (area.rows == 1)
        return draw_only_row(canvas, area.top);
    bool const has_figures = canvas.columns() >= figures_from;
    int const width = canvas.columns() - (has_figures ? figures_width + 1 : 1);
    auto const& history = canvas.model.history;
    Area const down{area.top, 2};
    Area const up{area.top + 2, area.rows - 2};
    draw_one(canvas, down, width, history.session_down(), Role::down);
    draw_one(canvas, up, width, history.session_up(), Role::up);
    draw_marks(canvas, {down.top + 1, width}, width - axis_width, session_marks(canvas.model));
    if (!has_figures)
        return;
    draw_figures(canvas, down.top, true);
    draw_figures(canvas, up.top, false);
}

} // namespace shoal::tui
