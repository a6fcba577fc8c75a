#include "ui-cli/tui/draw/format.hpp"
#include "ui-cli/tui/pieces/piece_signs.hpp"
#include "ui-cli/tui/pieces/view_pieces_parts.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace shoal::tui {
namespace {

using term::Role;

constexpr int bars_width = 8;
constexpr int least_for_gaps = 50; ///< columns

} // namespace

void draw_copies_line(Canvas& canvas, int row, api::PiecesView const& pieces) {
    auto const counts = copies_histogram(pieces);
    auto const most = static_cast<double>(std::max<std::size_t>(1, pieces.have.size()));
    bool const has_bars = canvas.columns() >= 76;
    Line line{canvas, {row, 1}, canvas.columns() - 2};
    line.add("copies ", Role::dim);
    bool const is_tight = canvas.columns() < least_for_gaps;
    for (std::size_t i = 0; i < counts.size(); ++i) {
        auto const name =
            fmt::format("{}{}:{}", is_tight ? "" : " ", class_name(i), is_tight ? "" : " ");
        auto const count = std::to_string(counts.at(i));
        if (static_cast<int>(name.size() + count.size()) > line.left())
            return;
        line.add(name, class_role(i)).add(count + (has_bars ? " " : ""));
        if (has_bars)
            line.add(bar(static_cast<double>(counts.at(i)) / most, 4, canvas.caps.charset),
                     class_role(i));
        line.add(is_tight || has_bars ? " " : "  ");
    }
}

void draw_copies_bars(Canvas& canvas, int top, api::PiecesView const& pieces) {
    auto const counts = copies_histogram(pieces);
    auto const most = static_cast<double>(std::max<std::size_t>(1, std::ranges::max(counts)));
    int const left = canvas.columns() - copies_side_width + 2;
    canvas.frame.text({top, left}, "COPIES  PIECES", Role::dim);
    for (std::size_t i = 0; i < counts.size(); ++i) {
        int const row = top + 1 + static_cast<int>(i);
        canvas.frame.text({row, left}, class_name(i), class_role(i));
        if (i <= 1 && counts.at(i) > 0)
            canvas.frame.text({row, left + 4}, "!", class_role(i));
        canvas.frame.text_before({row, left + 14}, grouped(static_cast<std::int64_t>(counts.at(i))),
                                 Role::text);
        canvas.frame.text(
            {row, left + 15},
            bar(static_cast<double>(counts.at(i)) / most, bars_width, canvas.caps.charset),
            class_role(i));
    }
}

} // namespace shoal::tui
