#include "ui-cli/term/width.hpp"
#include "ui-cli/tui/views.hpp"

#include <algorithm>
#include <array>

namespace shoal::tui {
namespace {

using term::Role;

struct ScreenName {
    Where where;
    Action action;
    std::string_view name;
};

constexpr std::array screens{ScreenName{Where::list, Action::show_torrents, "Torrents"},
                             ScreenName{Where::net, Action::show_net, "Net"},
                             ScreenName{Where::log, Action::show_log, "Log"},
                             ScreenName{Where::setup, Action::show_setup, "Setup"}};

// Columns from which all are named, or at least have their key.
constexpr int names_from = 100;
constexpr int keys_from = 50;

bool is_narrow(Canvas const& canvas) {
    return canvas.columns() < names_from;
}

/// The first column that the tabs leave free, whichever is shown.
int end_of_tabs(Canvas const& canvas) {
    int end = !is_narrow(canvas) ? 46 : canvas.columns() >= keys_from ? 21 : 14;
    for (auto const& screen : screens) // keys of one's own may have long names
        end += std::max(0, static_cast<int>(key_to(screen.action, canvas.state.keymap).size()) - 1);
    return end;
}

} // namespace

void draw_screen_tabs(Canvas& canvas, int row) {
    int column = 1;
    for (auto const& [where, action, name] : screens) {
        bool const is_shown = canvas.state.where == where;
        if (!is_shown && canvas.columns() < keys_from)
            continue;
        auto const key = key_to(action, canvas.state.keymap);
        bool const has_name = !is_narrow(canvas) || is_shown;
        column += draw_tab(canvas, {row, column}, key, has_name ? name : "", is_shown) +
                  (is_narrow(canvas) ? 0 : 2);
    }
}

void draw_row_words(Canvas& canvas, int row, std::vector<RowWord> const& words) {
    constexpr int gap = 3;
    int const room = canvas.columns() - 1 - end_of_tabs(canvas);
    std::size_t count = 0;
    int width = 0;
    for (; count < words.size(); ++count) {
        int const more = term::display_width(words[count].text) + (count > 0 ? gap : 0);
        if (width + more > room)
            break;
        width += more;
    }
    if (count == 0 && !words.empty()) // a part of the first is better than nothing
        canvas.frame.label({row, canvas.columns() - 1 - room}, words.front().text,
                           words.front().role, room);
    int column = canvas.columns() - 1 - width;
    for (std::size_t i = 0; i < count; ++i) {
        auto const& [text, key, role] = words[i];
        if (!key.empty())
            canvas.frame.clickable({row, column}, term::display_width(text), key);
        column += canvas.frame.text({row, column}, text, role) + gap;
    }
}

} // namespace shoal::tui
