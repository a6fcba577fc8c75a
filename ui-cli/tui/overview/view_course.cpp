#include "ui-cli/tui/overview/view_course.hpp"

#include "ui-cli/tui/draw/format.hpp"
#include "ui-cli/tui/model/course.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace shoal::tui {
namespace {

using term::Role;

constexpr int side_by_side_from = 100; ///< columns
constexpr int gap = 4;
constexpr int name_width = 7;

struct Part {
    std::string_view name;
    Graph graph;
};

Part rate_part(std::string_view name, std::vector<std::int64_t> samples, int width, Role role) {
    auto const top = newest_peak(samples, width);
    return {name, {std::move(samples), top, short_size(top), role}};
}

/// At least 1 copy is a full column: less than that is what matters.
Part copies_part(std::vector<std::int64_t> samples, int width) {
    auto const most = std::max<std::int64_t>(1, (newest_peak(samples, width) + 99) / 100);
    return {"copies", {std::move(samples), most * 100, std::to_string(most), Role::good}};
}

void draw_part(Canvas& canvas, Area area, int left, int width, Part const& part) {
    canvas.frame.text({area.top, left}, part.name, part.graph.role);
    draw_graph(canvas, area, left + name_width, width - name_width, part.graph, false);
}

std::string zoom_words(Canvas const& canvas) {
    auto const& keymap = canvas.state.keymap;
    auto const name = zooms.at(canvas.state.zoom).name;
    auto const in = key_for(Action::zoom_in, overview_scope, keymap);
    auto const out = key_for(Action::zoom_out, overview_scope, keymap);
    return in.empty() || out.empty() ? std::string{name}
                                     : fmt::format("{} [{} {}] zoom", name, in, out);
}

/// Below the parts.
void draw_foot(Canvas& canvas, int row, int left, int width, std::string_view words,
               std::vector<Mark> const& marks) {
    draw_axis(canvas, {row, left + name_width}, width - name_width, words, marks);
}

std::vector<Mark> without_texts(std::vector<Mark> marks) {
    for (auto& mark : marks)
        mark.text.clear();
    return marks;
}

} // namespace

int draw_courses(Canvas& canvas, int end, api::TorrentId id, int height) {
    bool const is_wide = canvas.columns() >= side_by_side_from;
    int const left = 1;
    int const room = canvas.columns() - 2;
    int const width = is_wide ? (room - gap) / 2 : room;
    int const columns = width - name_width - axis_width;
    auto const span = zooms.at(canvas.state.zoom).span;
    auto course = course_of(canvas.model, id, span, columns);
    auto const marks = marks_of(canvas.model, id, span, columns);
    auto const down = rate_part("down", std::move(course.down), columns, Role::down);
    auto const up = rate_part("up", std::move(course.up), columns, Role::up);
    auto const copies = copies_part(std::move(course.hundredths), columns);
    int const rows = (is_wide ? 2 : 3) * height + 1;
    int const top = end - rows;
    draw_part(canvas, {top, height}, left, width, down);
    draw_part(canvas, {top + height, height}, left, width, up);
    if (is_wide) {
        int const right = left + width + gap;
        draw_foot(canvas, end - 1, left, width, zoom_words(canvas), without_texts(marks));
        draw_part(canvas, {top, 2 * height}, right, width, copies);
        draw_foot(canvas, end - 1, right, width, "", marks);
    } else {
        draw_part(canvas, {top + 2 * height, height}, left, width, copies);
        draw_foot(canvas, end - 1, left, width, zoom_words(canvas), marks);
    }
    return rows;
}

} // namespace shoal::tui
