#include "ui-cli/tui/draw/graph.hpp"

#include "ui-cli/term/sanitise.hpp"
#include "ui-cli/term/width.hpp"
#include "ui-cli/tui/draw/format.hpp"

#include <fmt/format.h>

namespace shoal::tui {
namespace {

using term::Role;

std::string_view sign_of(AxisPart part, bool is_ascii) {
    switch (part) {
    case AxisPart::top:
        return is_ascii ? "|" : "┤";
    case AxisPart::side:
        return is_ascii ? "|" : "│";
    case AxisPart::zero:
        return is_ascii ? "+" : "┼";
    }
    return "";
}

/// With a space at both ends.
std::string spaced(std::string_view words) {
    return words.empty() ? std::string{} : fmt::format(" {} ", words);
}

/// Texts on an axis, which leave each other and what was there before alone.
class AxisTexts {
public:
    AxisTexts(Canvas& canvas, term::Place at, int width)
        : canvas_(canvas), at_(at), taken_(static_cast<std::size_t>(std::max(0, width)), false) {}

    /// False: something is there.
    bool put(int column, std::string_view safe, Role role) {
        int const width = term::display_width(safe);
        if (column < 0 || column + width > static_cast<int>(taken_.size()))
            return false;
        auto const first = taken_.begin() + column;
        if (std::find(first, first + width, true) != first + width)
            return false;
        std::fill(first, first + width, true);
        canvas_.frame.text({at_.row, at_.column + column}, safe, role);
        return true;
    }

private:
    Canvas& canvas_;
    term::Place at_;
    std::vector<bool> taken_;
};

} // namespace

std::string axis_begin(std::string_view figure, AxisPart part, term::Charset charset, int width) {
    return fmt::format("{:>{}}{}", figure, width - 1,
                       sign_of(part, charset == term::Charset::ascii));
}

std::string axis_line(std::string_view words, int width, term::Charset charset) {
    auto const middle = spaced(words);
    int const free = std::max(0, width - term::display_width(middle));
    std::string line;
    for (int column = 0; column < free; ++column) {
        if (column == free / 2)
            line += middle;
        line += charset == term::Charset::ascii ? "-" : "─";
    }
    return line;
}

void draw_graph(Canvas& canvas, Area area, int left, int width, Graph const& graph, bool has_zero) {
    for (int i = 0; i < area.rows; ++i) {
        bool const is_zero = has_zero && area.rows > 1 && i + 1 == area.rows;
        auto const charset = canvas.caps.charset;
        auto const begin = i == 0    ? axis_begin(graph.top_text, AxisPart::top, charset)
                           : is_zero ? axis_begin("0", AxisPart::zero, charset)
                                     : axis_begin("", AxisPart::side, charset);
        canvas.frame.text({area.top + i, left}, begin, Role::dim);
        canvas.frame.text({area.top + i, left + axis_width},
                          spark(graph.samples, width - axis_width, graph.top, canvas.caps.charset,
                                area.rows - 1 - i, area.rows),
                          graph.role);
    }
}

void draw_marks(Canvas& canvas, term::Place end, int width, std::vector<Mark> const& marks) {
    for (auto const& mark : marks)
        if (mark.column >= 0 && mark.column < width)
            canvas.frame.text({end.row, end.column - 1 - mark.column}, "^", Role::key);
}

void draw_axis(Canvas& canvas, term::Place at, int width, std::string_view words,
               std::vector<Mark> const& marks) {
    auto const charset = canvas.caps.charset;
    canvas.frame.text(at, axis_begin("0", AxisPart::zero, charset), Role::dim);
    at.column += axis_width;
    width -= axis_width;
    canvas.frame.text(at, axis_line("", width, charset), Role::dim);
    AxisTexts texts{canvas, at, width};
    for (auto const& mark : marks)
        texts.put(width - 1 - mark.column, "^", Role::key);
    auto const middle = spaced(words);
    int const free = width - term::display_width(middle);
    if (!middle.empty() && !texts.put(free / 2, middle, Role::dim))
        texts.put(0, middle, Role::dim);
    for (auto const& mark : marks) {
        auto const text = term::sanitise(mark.text);
        int const column = width - 1 - mark.column;
        if (!text.empty() && !texts.put(column + 1, " " + text + " ", Role::dim))
            texts.put(column - term::display_width(text) - 2, " " + text + " ", Role::dim);
    }
}

} // namespace shoal::tui
