#include "ui-cli/tui/draw/text_field.hpp"

#include "core/base/text.hpp"
#include "ui-cli/term/sanitise.hpp"
#include "ui-cli/term/width.hpp"

#include <algorithm>
#include <utility>

namespace shoal::tui {
namespace {

constexpr std::size_t longest_text = 1 << 16;

bool continues(char c) {
    return (static_cast<unsigned char>(c) & 0xc0U) == 0x80U;
}

std::size_t before(std::string_view text, std::size_t at) {
    while (at > 0 && continues(text[--at])) {
    }
    return at;
}

std::size_t before(TextField const& field) {
    return before(field.text, field.cursor);
}

std::size_t after(TextField const& field) {
    auto at = field.cursor;
    while (at < field.text.size() && continues(field.text[++at])) {
    }
    return std::min(at, field.text.size());
}

std::size_t word_start(TextField const& field) {
    auto at = field.cursor;
    while (at > 0 && field.text[at - 1] == ' ')
        --at;
    while (at > 0 && field.text[at - 1] != ' ')
        --at;
    return at;
}

void erase(TextField& field, std::size_t from, std::size_t until) {
    field.text.erase(from, until - from);
    field.cursor = from;
}

void insert(TextField& field, std::string_view text) {
    if (field.text.size() + text.size() > longest_text)
        return;
    field.text.insert(field.cursor, text);
    field.cursor += text.size();
}

/// Only what a line can hold: between lines comes a space, other control characters go.
std::string one_line(std::string_view pasted) {
    constexpr std::string_view breaks = "\r\n\t";
    std::string line;
    bool has_break = false;
    for (char const c : pasted) {
        has_break |= breaks.find(c) != std::string_view::npos;
        if (static_cast<unsigned char>(c) < 0x20)
            continue;
        if (std::exchange(has_break, false) && !line.empty())
            line += ' ';
        line += c;
    }
    return is_utf8(line) ? line : term::sanitise(line);
}

bool is_character(std::string const& key) {
    return !key.empty() && (static_cast<unsigned char>(key[0]) >= 0x80 || key.size() == 1) &&
           is_utf8(key);
}

int shown_width(std::string_view text) {
    return term::display_width(term::sanitise(text));
}

/// Where what is shown begins, so that the cursor has a column of its own. O(width): what was
/// pasted may be long.
std::size_t first_shown(TextField const& field, int width) {
    auto at = field.cursor;
    for (int room = width - 1; at > 0;) {
        auto const from = before(field.text, at);
        room -= shown_width(std::string_view{field.text}.substr(from, at - from));
        if (room < 0)
            break;
        at = from;
    }
    return at;
}

} // namespace

bool edit(TextField& field, term::Input const& input) {
    auto const& key = input.key;
    bool const replaces = key == "Paste" || key == "Backspace" || is_character(key);
    if (std::exchange(field.is_selected, false) && replaces)
        erase(field, 0, field.text.size());
    if (key == "Paste")
        insert(field, one_line(input.paste));
    else if (key == "Backspace")
        erase(field, before(field), field.cursor);
    else if (key == "Delete")
        erase(field, field.cursor, after(field));
    else if (key == "Left")
        field.cursor = before(field);
    else if (key == "Right")
        field.cursor = after(field);
    else if (key == "Home" || key == "^A")
        field.cursor = 0;
    else if (key == "End" || key == "^E")
        field.cursor = field.text.size();
    else if (key == "^U")
        erase(field, 0, field.cursor);
    else if (key == "^K")
        field.text.erase(field.cursor);
    else if (key == "^W")
        erase(field, word_start(field), field.cursor);
    else if (is_character(key))
        insert(field, key);
    else
        return false;
    return true;
}

void draw_field(term::Frame& frame, term::Place at, int width, TextField const& field,
                bool focused) {
    frame.fill(at, width, term::Role::field);
    auto const begin = first_shown(field, width);
    auto const shown = std::string_view{field.text}.substr(begin);
    bool const is_selected = focused && field.is_selected;
    frame.text(at, shown, is_selected ? term::Role::selected : term::Role::field, width);
    if (focused)
        frame.cursor =
            term::Place{at.row, at.column + shown_width(shown.substr(0, field.cursor - begin))};
}

} // namespace shoal::tui
