#include "ui-cli/tui/net/net_columns.hpp"
#include "ui-cli/tui/views.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace shoal::tui {
namespace {

using term::Role;

constexpr int key_hint_from = 100; ///< columns

void draw_rows(Canvas& canvas, int column, int width, NetRows const& rows) {
    auto const body = body_area(canvas.size());
    for (int i = 0; i < body.rows; ++i) {
        auto const index = canvas.state.net.top + static_cast<std::size_t>(i);
        if (index >= rows.size())
            return;
        Line line{canvas, {body.top + i, column}, width};
        for (auto const& [text, role] : rows[index])
            line.add(text, role);
    }
}

void draw_rule(Canvas& canvas, int column) {
    auto const body = body_area(canvas.size());
    for (int row = body.top; row < body.top + body.rows; ++row)
        canvas.frame.text({row, column}, canvas.sign("│", "|"), Role::dim);
}

/// Which of the two pages it is, where there are two.
void draw_pages(Canvas& canvas) {
    bool const is_second = canvas.state.net.on_second_page;
    auto const key = key_for(Action::turn_page, net_scope, canvas.state.keymap);
    auto const pages = is_second ? " Reach  [DHT] " : "[Reach]  DHT  ";
    auto const way = fmt::format(" {} {}", key, is_second ? "goes on" : "turns");
    canvas.frame.text_before({1, canvas.columns() - 1}, pages + (key.empty() ? "" : way),
                             Role::dim);
}

/// The gravest; others are among the rows below.
void draw_alarm(Canvas& canvas, std::vector<NetAlarm> const& alarms) {
    bool const is_about_swarm =
        std::ranges::any_of(alarms, [](auto const& alarm) { return alarm.id != 0; });
    canvas.frame.fill({1, 0}, canvas.columns(), Role::bad);
    auto const& keymap = canvas.state.keymap;
    auto const keys = canvas.columns() < key_hint_from
                          ? std::string{}
                          : fmt::format("{} shows evidence{}   {} hides this for an hour",
                                        key_for(Action::open_alarm, net_scope, keymap),
                                        is_about_swarm ? " and the swarm" : "",
                                        key_for(Action::hide_alarm, net_scope, keymap));
    int const room = canvas.columns() - static_cast<int>(keys.size()) - 3;
    auto const& text = alarms.front().text;
    bool const asks = text.ends_with('?'); // "what was seen: what may that mean?"
    auto const seen = text.substr(0, asks ? text.rfind(": ") : text.size());
    auto const shown = longest_fitting({"! " + text, "! " + seen}, room);
    canvas.frame.label({1, 1}, shown, Role::bad, room);
    canvas.frame.text_before({1, canvas.columns() - 1}, keys, Role::bad);
}

} // namespace

void draw_net(Canvas& canvas) {
    auto const columns = net_columns(canvas.model, canvas.state, canvas.caps.charset);
    bool const is_wide = canvas.columns() >= least_for_two_columns;
    int const right = right_column(canvas.columns());
    draw_screen_tabs(canvas, 1);
    if (!is_wide)
        draw_pages(canvas);
    draw_rows(canvas, 1, is_wide ? right - 3 : canvas.columns() - 1, columns.left);
    if (is_wide) {
        draw_rule(canvas, right - 2);
        draw_rows(canvas, right, canvas.columns() - right - 1, columns.right);
    }
    if (auto const alarms = shown_alarms(canvas.model, canvas.state); !alarms.empty())
        draw_alarm(canvas, alarms);
    key_bar(canvas, canvas.size().rows - 1);
}

} // namespace shoal::tui
