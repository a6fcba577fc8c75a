#pragma once

#include "ui-cli/tui/draw/canvas.hpp"

namespace shoal::tui {

// One for each screen, tab and dialog, in a file of the same name. Each draws its own rows only.

void draw_title(Canvas& canvas);
void draw_trouble(Canvas& canvas); ///< over the title, when there is some
void draw_list(Canvas& canvas);
void draw_detail(Canvas& canvas);
void draw_overview(Canvas& canvas, api::TorrentView const& torrent);
void draw_files(Canvas& canvas);
void draw_peers(Canvas& canvas);
void draw_pieces(Canvas& canvas);
void draw_trackers(Canvas& canvas, api::TorrentView const& torrent);
void draw_log(Canvas& canvas);
void draw_net(Canvas& canvas);
void draw_setup(Canvas& canvas);
void draw_dialog(Canvas& canvas);
void draw_search_line(Canvas& canvas);
void draw_command_line(Canvas& canvas);
void draw_prompt(Canvas& canvas);
/// The row of screens, the shown one in brackets; narrow screens name only that.
void draw_screen_tabs(Canvas& canvas, int row);

/// To the right of them, as many as fit, the first before the others; each is as good as its key.
struct RowWord {
    std::string text;
    std::string key; ///< empty: none
    term::Role role = term::Role::text;
};

void draw_row_words(Canvas& canvas, int row, std::vector<RowWord> const& words);
/// Beginning there, the screen is still full; as `last_help_top`.
[[nodiscard]] std::size_t last_report_top(ViewState const& state, ReportDialog const& dialog);
void draw_report(Canvas& canvas, ReportDialog const& dialog);
/// At the bottom of a text that fills the screen.
void draw_reading_keys(Canvas& canvas, bool scrolls);
[[nodiscard]] std::size_t last_help_top(ViewState const& state);
void draw_help(Canvas& canvas, HelpDialog const& dialog);

} // namespace shoal::tui
