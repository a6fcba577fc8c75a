#pragma once

#include "ui-cli/tui/draw/canvas.hpp"

namespace shoal::tui {

// Graphs with axes: "80M┤▂▅█" above "  0┼▁▂▃".

/// What stands before each row: a figure of five columns, and the axis.
inline constexpr int axis_width = 6;

enum class AxisPart { top, side, zero };

/// "  80M┤": a figure to the right of `width` columns, and the axis in the last.
[[nodiscard]] std::string axis_begin(std::string_view figure, AxisPart part, term::Charset charset,
                                     int width = axis_width);

/// "─── 1 h ───": words of ours in the middle.
[[nodiscard]] std::string axis_line(std::string_view words, int width, term::Charset charset);

struct Graph {
    std::vector<std::int64_t> samples; ///< oldest first; the newest are shown
    std::int64_t top = 0;              ///< what a full column stands for
    std::string top_text;              ///< the same, for people; five columns at most
    term::Role role = term::Role::text;
};

/// Fills the area from `left` on, `width` columns with the axis. `has_zero`: its lowest row stands
/// on the 0; else an axis of its own is below.
void draw_graph(Canvas& canvas, Area area, int left, int width, Graph const& graph, bool has_zero);

/// A moment on a graph.
struct Mark {
    int column = 0;   ///< from the right, 0 is now
    std::string text; ///< may be empty; untrusted
};

/// "^" for each over what is drawn in that row, whose columns end before `end`.
void draw_marks(Canvas& canvas, term::Place end, int width, std::vector<Mark> const& marks);

/// "0┼─── 1 h ── ^ seed left ──": words in the middle, marks with their texts as far as they fit.
void draw_axis(Canvas& canvas, term::Place at, int width, std::string_view words,
               std::vector<Mark> const& marks);

} // namespace shoal::tui
