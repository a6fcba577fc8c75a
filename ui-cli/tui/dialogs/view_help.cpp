#include "ui-cli/term/width.hpp"
#include "ui-cli/tui/keys/action_names.hpp"
#include "ui-cli/tui/views.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace shoal::tui {
namespace {

using term::Role;

/// Narrow screens have room for the words beside.
int keys_width(int columns) {
    return columns < 60 ? 12 : 22;
}

std::string_view screen_name(Scope scope) {
    switch (scope) {
    case list_scope:
        return "the list of torrents";
    case overview_scope:
        return "a torrent's overview";
    case files_scope:
        return "a torrent's files";
    case peers_scope:
        return "a torrent's peers";
    case pieces_scope:
        return "a torrent's pieces";
    case trackers_scope:
        return "a torrent's trackers";
    case log_scope:
        return "the log";
    case net_scope:
        return "the net";
    case setup_scope:
        return "the setup";
    }
    return "";
}

struct HelpLine {
    std::string keys;
    std::string words;
    std::string_view name; ///< of the action, for who wants it on other keys
};

/// Room for the names, where there is any.
int names_width(int columns) {
    return columns >= 100 ? 20 : 0;
}

std::vector<HelpLine> lines_of(Scope scope, Keymap const& keymap, int columns) {
    int const width = columns - keys_width(columns) - names_width(columns) - 3;
    std::vector<HelpLine> lines;
    for (auto const& binding : keymap.bindings()) {
        if ((binding.scopes & scope) == 0)
            continue;
        auto const keys = wrapped(binding.keys, keys_width(columns));
        auto const words = wrapped(binding.words, width);
        for (std::size_t i = 0; i < std::max(keys.size(), words.size()); ++i)
            lines.push_back({i < keys.size() ? keys[i] : "", i < words.size() ? words[i] : "",
                             i == 0 ? name_of(binding.action) : ""});
    }
    return lines;
}

std::vector<HelpLine> lines_for(ViewState const& state) {
    return lines_of(scope_of(state), state.keymap, state.size.columns);
}

/// Rows between the head and the bar.
std::size_t page_of(ViewState const& state) {
    return static_cast<std::size_t>(std::max(1, state.size.rows - 3));
}

} // namespace

std::size_t last_help_top(ViewState const& state) {
    auto const lines = lines_for(state).size();
    return lines - std::min(lines, page_of(state));
}

void draw_reading_keys(Canvas& canvas, bool scrolls) {
    canvas.frame.text({canvas.size().rows - 1, 0},
                      scrolls ? " j k PgUp PgDn move, other keys go back" : " any key goes back",
                      Role::dim);
}

void draw_help(Canvas& canvas, HelpDialog const& dialog) {
    auto& frame = canvas.frame;
    frame.fill({0, 0}, canvas.columns(), Role::bar);
    frame.label({0, 1}, fmt::format("Keys of {}", screen_name(scope_of(canvas.state))), Role::bar,
                canvas.columns() - 2);
    int const keys = keys_width(canvas.columns());
    int const names = names_width(canvas.columns());
    if (names > 0)
        frame.text_before({0, canvas.columns() - 1}, "names for [keys]", Role::bar);
    auto const lines = lines_for(canvas.state);
    auto const shown = page_of(canvas.state);
    auto const top = dialog.top; // keep_in_text has it within
    for (std::size_t i = 0; i < shown && top + i < lines.size(); ++i) {
        int const row = 1 + static_cast<int>(i);
        frame.label({row, 1}, lines[top + i].keys, Role::strong, keys);
        frame.text({row, keys + 2}, lines[top + i].words);
        if (names > 0)
            frame.text_before({row, canvas.columns() - 1}, lines[top + i].name, Role::dim);
    }
    draw_reading_keys(canvas, lines.size() > shown);
}

} // namespace shoal::tui
