#include "ui-cli/term/width.hpp"
#include "ui-cli/tui/views.hpp"

#include <fmt/format.h>

#include <array>

namespace shoal::tui {
namespace {

using term::Role;

struct ScreenName {
    Where where;
    std::string_view key;
    std::string_view name;
};

constexpr std::array screens{ScreenName{Where::list, "1", "Torrents"},
                             ScreenName{Where::net, "2", "Net"}, ScreenName{Where::log, "3", "Log"},
                             ScreenName{Where::setup, "4", "Setup"}};

constexpr int names_from = 100; ///< columns; narrower ones name only the screen that is shown
constexpr int short_end = 16;   ///< the column behind "1  2 [3 Log] 4", whichever is shown
constexpr int long_end = 46;

bool is_narrow(Canvas const& canvas) {
    return canvas.columns() < names_from;
}

} // namespace

void draw_screen_tabs(Canvas& canvas, int row) {
    int column = 1;
    for (auto const& [where, key, name] : screens) {
        bool const is_shown = canvas.state.where == where;
        auto const text =
            is_narrow(canvas) && !is_shown ? std::string{key} : fmt::format("{} {}", key, name);
        int const gap = is_narrow(canvas) ? 0 : 2;
        canvas.frame.clickable({row, column}, static_cast<int>(text.size()) + 2, std::string{key});
        column += canvas.frame.text({row, column}, is_shown ? "[" + text + "]" : " " + text + " ",
                                    is_shown ? Role::strong : Role::dim) +
                  gap;
    }
}

void draw_row_words(Canvas& canvas, int row, std::vector<RowWord> const& words) {
    constexpr int gap = 3;
    int room = canvas.columns() - 1 - (is_narrow(canvas) ? short_end : long_end);
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
