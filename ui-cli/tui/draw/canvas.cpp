#include "ui-cli/tui/draw/canvas.hpp"

#include "ui-cli/term/sanitise.hpp"
#include "ui-cli/term/width.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace shoal::tui {
namespace {

constexpr int fact_name_width = 10;

/// Whether the last columns of the line are empty.
bool is_free(Canvas const& canvas, int line, int width) {
    int const from = canvas.columns() - width;
    for (int column = from; column < canvas.columns(); ++column)
        if (column < 0 || canvas.frame.at({line, column}).glyph != " ")
            return false;
    return true;
}

} // namespace

Line& Line::add(std::string_view text, term::Role role) {
    int const used = canvas_.frame.label(at_, text, role, left_);
    at_.column += used;
    left_ -= used;
    return *this;
}

void cell(Canvas& canvas, term::Place at, int width, std::string_view text, Align align,
          term::Role role) {
    auto const safe = term::sanitise(text);
    int const spare = std::max(0, width - term::display_width(safe));
    at.column += align == Align::right ? spare : 0;
    canvas.frame.label(at, safe, role, width);
}

void draw_cursor(Canvas& canvas, term::Place at, int width) {
    canvas.frame.text(at, ">", term::Role::selected);
    canvas.frame.restyle(at, width, term::Role::selected);
}

std::vector<std::string> wrapped(std::string_view text, int width) {
    std::vector<std::string> lines;
    auto const safe = term::sanitise(text);
    std::string_view rest = safe;
    while (!rest.empty()) {
        auto fitting = term::clip(rest, std::max(2, width));
        if (fitting.size() < rest.size() && rest[fitting.size()] != ' ') {
            auto const space = fitting.rfind(' ');
            if (space != std::string::npos && space > 0)
                fitting.resize(space);
        }
        rest.remove_prefix(fitting.size());
        rest.remove_prefix(std::min(rest.find_first_not_of(' '), rest.size()));
        lines.push_back(std::move(fitting));
    }
    return lines;
}

std::string longest_fitting(std::vector<std::string> const& texts, int width) {
    auto const fitting = std::ranges::find_if(
        texts, [&](std::string const& text) { return term::display_width(text) <= width; });
    return fitting == texts.end() ? texts.back() : *fitting;
}

int draw_wrapped(Canvas& canvas, Area area, int left, int width, std::string_view text,
                 term::Role role) {
    auto lines = wrapped(text, width);
    auto const most = static_cast<std::size_t>(std::max(0, area.rows));
    for (; lines.size() > std::max<std::size_t>(1, most); lines.pop_back())
        lines[lines.size() - 2] += " " + lines.back();
    lines.resize(std::min(lines.size(), most));
    int row = area.top;
    for (auto const& line : lines)
        canvas.frame.label({row++, left}, line, role, width);
    return row - area.top;
}

int fact(Canvas& canvas, int row, int most_rows, std::string_view name, std::string_view value,
         term::Role role) {
    if (most_rows <= 0)
        return 0;
    canvas.frame.text({row, 1}, name, term::Role::dim, fact_name_width);
    int const used = draw_wrapped(canvas, {row, most_rows}, fact_name_width + 2,
                                  canvas.columns() - fact_name_width - 3, value, role);
    return std::max(1, used);
}

bool beside(Canvas& canvas, int line, std::vector<std::string> const& texts) {
    auto const fitting = std::ranges::find_if(texts, [&](std::string const& text) {
        return is_free(canvas, line, term::display_width(text) + 2);
    });
    if (fitting == texts.end())
        return false;
    canvas.frame.text_before({line, canvas.columns() - 1}, *fitting, term::Role::dim);
    return true;
}

void draw_waiting(Canvas& canvas, int row) {
    auto const& failure = canvas.model.details.failure;
    canvas.frame.label({row, 1}, failure.empty() ? "asking the engine" : failure,
                       failure.empty() ? term::Role::dim : term::Role::warn, canvas.columns() - 2);
}

std::string bracketed(std::string_view key) {
    return key.empty() ? std::string{} : fmt::format("[{}]", key);
}

int draw_tab(Canvas& canvas, term::Place at, std::string_view key, std::string_view name,
             bool is_shown) {
    auto const gap = key.empty() || name.empty() ? "" : " ";
    auto const text =
        fmt::format("{}{}{}{}{}", is_shown ? "[" : " ", key, gap, name, is_shown ? "]" : " ");
    if (!is_shown && !key.empty())
        canvas.frame.clickable(at, static_cast<int>(text.size()), std::string{key});
    return canvas.frame.text(at, text, is_shown ? term::Role::strong : term::Role::dim);
}

void key_bar(Canvas& canvas, int row) {
    int column = 0;
    for (auto const& binding : canvas.state.keymap.bindings()) {
        if ((binding.scopes & scope_of(canvas.state)) == 0 || binding.label.empty())
            continue;
        auto const key = keys_of(binding).front();
        int const width = static_cast<int>(key.size() + binding.label.size()) + 3;
        if (column + width > canvas.columns() + 2)
            return;
        canvas.frame.clickable({row, column}, width - 2, std::string{key});
        column += canvas.frame.text({row, column}, key, term::Role::key);
        column += 1 + canvas.frame.text({row, column + 1}, binding.label, term::Role::dim);
        column += 2;
    }
}

} // namespace shoal::tui
