#include "ui-cli/tui/draw/layout.hpp"

#include <algorithm>

namespace shoal::tui {

ListLayout list_layout(term::Size size, bool has_graph) {
    ListLayout layout;
    bool const is_tall = size.rows >= 32;
    layout.tabs_row = is_tall ? 1 : 0;
    layout.graph_rows = size.rows < 20 || !has_graph ? 0 : !is_tall ? 1 : size.rows < 44 ? 3 : 4;
    layout.head_row = layout.tabs_row + 1 + layout.graph_rows;
    // In the middle: what is the matter, in two lines. Tall: a rule, a name, what to do about it
    // and an event besides.
    int const pane_rows = size.rows < 20 ? 1 : is_tall ? 6 : 2;
    layout.pane = {size.rows - 1 - pane_rows, pane_rows};
    layout.body.top = layout.head_row + 1;
    layout.body.rows = std::max(1, layout.pane.top - layout.body.top);
    return layout;
}

Area body_area(term::Size size) {
    return {2, std::max(1, size.rows - 3)};
}

Area files_area(term::Size size) {
    auto const body = body_area(size);
    return {body.top + 1, std::max(1, body.rows - 1)};
}

bool has_peer_headings(term::Size size, bool is_grouped) {
    return is_grouped && size.rows >= 16;
}

int peer_words_rows(term::Size size) {
    return size.rows >= 30 ? 3 : size.rows >= 20 ? 2 : 1;
}

Area peers_area(term::Size size, bool is_grouped) {
    auto const body = body_area(size);
    int const headings = has_peer_headings(size, is_grouped) ? most_peer_headings : 0;
    return {body.top + 1, std::max(1, body.rows - 1 - peer_words_rows(size) - headings)};
}

bool has_pieces_legend(term::Size size) {
    return size.rows >= 16;
}

Area pieces_area(term::Size size) {
    auto const body = body_area(size);
    int const words = (has_pieces_legend(size) ? 6 : 3) - (has_copies_side(size) ? 1 : 0);
    return {body.top + 1, std::max(1, body.rows - 1 - words)};
}

int pieces_width(term::Size size) {
    return size.columns - pieces_left - 1 - (has_copies_side(size) ? copies_side_width : 0);
}

bool has_copies_side(term::Size size) {
    return size.columns >= 112 && has_pieces_legend(size);
}

Area trackers_area(term::Size size) {
    auto const body = body_area(size);
    int const others = has_source_table(size) ? source_table_rows + 1 : 0;
    return {body.top + 1, std::max(1, body.rows - 3 - others)};
}

bool has_source_table(term::Size size) {
    return size.rows >= 20;
}

Area log_area(term::Size size) {
    auto const body = body_area(size);
    return {body.top, std::max(1, body.rows - log_words_rows)};
}

Area setup_area(term::Size size) {
    auto const body = body_area(size);
    return {body.top, std::max(1, body.rows - setup_words_rows)};
}

int pick_page(term::Size size) {
    constexpr int most = 24;
    return std::clamp(size.rows - 3, 1, most);
}

} // namespace shoal::tui
