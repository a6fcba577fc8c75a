#include "ui-cli/term/width.hpp"
#include "ui-cli/tui/setup/setup_rows.hpp"
#include "ui-cli/tui/views.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace shoal::tui {
namespace {

using term::Role;

constexpr int value_width = 15;
constexpr int help_from = 100; ///< columns; narrower screens tell it of the chosen one only

constexpr int reasons_from = 76;

/// Which of the two kinds of limits counts, and why.
std::string_view limits_in_force(api::Snapshot const& snapshot, int columns) {
    if (!snapshot.alternative_in_force)
        return "the ordinary limits hold";
    if (columns < reasons_from)
        return "alternative limits hold";
    return snapshot.rules.alternative_on ? "the alternative limits hold: they are switched on"
                                         : "the alternative limits hold: these are their hours";
}

int name_width(std::vector<SetupRow> const& rows) {
    std::size_t width = 0;
    for (auto const& row : rows)
        width = std::max(width, row.name.size());
    return static_cast<int>(width);
}

void draw_row(Canvas& canvas, int line, SetupRow const& row, int value_column, bool is_selected) {
    auto const& edited = canvas.state.setup.edited;
    auto const role = row.holds ? Role::text : Role::dim;
    canvas.frame.text({line, 1}, row.name, role);
    int const room = std::min(value_width, canvas.columns() - value_column);
    canvas.frame.label({line, value_column}, row.value, row.holds ? Role::strong : Role::dim, room);
    int const help_column = value_column + value_width + 2;
    if (canvas.columns() >= help_from)
        canvas.frame.label({line, help_column}, row.words, Role::dim,
                           canvas.columns() - help_column - 1);
    if (!is_selected)
        return;
    draw_cursor(canvas, {line, 0}, canvas.columns());
    if (edited) {
        canvas.frame.fill({line, value_column}, room, Role::field);
        draw_field(canvas.frame, {line, value_column}, room, *edited, true);
    }
}

/// What the chosen one does, or what is wrong with what was typed.
void draw_words(Canvas& canvas, Area area, SetupRow const& row) {
    auto const& setup = canvas.state.setup;
    bool const is_toggle = row.setting->kind == api::SettingKind::toggle;
    auto words = fmt::format("{}{}", row.words, row.words.empty() ? "" : ". ");
    bool const is_list = api::is_list(row.setting->kind);
    words += setup.edited && is_list ? "Several between commas. " : "";
    auto const key = key_for(Action::change_setting, setup_scope, canvas.state.keymap);
    if (setup.edited)
        words += "Enter sets it, Esc leaves it, empty is as if never set";
    else if (!key.empty())
        words += fmt::format("{} {} it", key, is_toggle ? "switches" : "changes");
    auto const role = setup.complaint.empty() ? Role::dim : Role::warn;
    draw_wrapped(canvas, area, 1, canvas.columns() - 2,
                 setup.complaint.empty() ? words : setup.complaint, role);
}

} // namespace

void draw_setup(Canvas& canvas) {
    auto const& snapshot = *canvas.model.snapshot;
    auto const rows = setup_rows(snapshot.rules, snapshot.alternative_in_force);
    auto const& scroll = canvas.state.setup.scroll;
    auto const area = setup_area(canvas.size());
    int const value_column = name_width(rows) + 3;
    draw_screen_tabs(canvas, 1);
    draw_row_words(canvas, 1,
                   {{std::string{limits_in_force(snapshot, canvas.columns())}, "",
                     snapshot.alternative_in_force ? Role::warn : Role::dim}});
    for (int i = 0; i < area.rows; ++i) {
        auto const index = scroll.top + static_cast<std::size_t>(i);
        if (index >= rows.size())
            break;
        canvas.frame.clickable({area.top + i, 0}, canvas.columns(), "Row", index);
        draw_row(canvas, area.top + i, rows[index], value_column, index == scroll.cursor);
    }
    int const words = area.top + std::min(area.rows, static_cast<int>(rows.size()) + 1);
    draw_words(canvas, {words, setup_words_rows}, rows.at(scroll.cursor));
    key_bar(canvas, canvas.size().rows - 1);
}

} // namespace shoal::tui
