#pragma once

#include "ui-cli/tui/view_state.hpp"

namespace shoal::tui {

/// Rows of a screen.
struct Area {
    int top = 0;
    int rows = 0;
};

// Where things stand: what `reduce` must know to page, and views to draw. Pure.

/// The smallest screen that is drawn.
inline constexpr term::Size least_size{40, 10};

/// The list: title, on tall screens the row of screens, graph, heads of columns, rows, the pane
/// about one torrent, the bar.
struct ListLayout {
    int tabs_row = 0;   ///< 0: none
    int graph_rows = 0; ///< below that
    int head_row = 0;
    Area body;
    Area pane;
};

[[nodiscard]] ListLayout list_layout(term::Size size, bool has_graph = true);

/// Detail and log: title, tabs or heads, then the body down to the bar.
[[nodiscard]] Area body_area(term::Size size);

// Rows that scroll in a tab; the rest of its body is heads and explanations.
[[nodiscard]] Area files_area(term::Size size);
/// Room for the headings between peers is kept apart; small screens have none.
[[nodiscard]] Area peers_area(term::Size size, bool is_grouped);
[[nodiscard]] bool has_peer_headings(term::Size size, bool is_grouped);
/// Below the peers: about the one at the cursor.
[[nodiscard]] int peer_words_rows(term::Size size);
inline constexpr int most_peer_headings = 4;
/// The map's cells: as many in each row as `pieces_width`, from `pieces_left` on.
[[nodiscard]] Area pieces_area(term::Size size);
[[nodiscard]] int pieces_width(term::Size size);
/// Right of the map, on wide screens: how many pieces have how many copies.
[[nodiscard]] bool has_copies_side(term::Size size);
inline constexpr int copies_side_width = 26;
inline constexpr int pieces_left = 9;
/// Below the map all is explained; low screens tell of the cursor's cell, and count copies.
[[nodiscard]] bool has_pieces_legend(term::Size size);
[[nodiscard]] Area trackers_area(term::Size size);
/// Below the trackers: every source of peers, a head, and how they overlap. Low screens have a
/// line.
[[nodiscard]] bool has_source_table(term::Size size);
inline constexpr int source_table_rows = 9;
inline constexpr int log_words_rows = 2; ///< below the log: the selected line in full
[[nodiscard]] Area log_area(term::Size size);
inline constexpr int setup_words_rows = 2; ///< below the settings: what the chosen one does
[[nodiscard]] Area setup_area(term::Size size);

/// Rows of a list that fills a dialog: its edges and a head are apart.
[[nodiscard]] int pick_page(term::Size size);

} // namespace shoal::tui
