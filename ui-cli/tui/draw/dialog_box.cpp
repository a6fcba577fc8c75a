#include "ui-cli/tui/draw/dialog_box.hpp"

#include "ui-cli/term/width.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace shoal::tui {
namespace {

using term::Place;
using term::Role;

constexpr int widest = 76;
constexpr std::string_view between_keys = "   ";

int room_of(std::vector<std::string_view> const& keys) {
    std::size_t room = 2; // a space at each end
    for (auto const key : keys)
        room += key.size() + between_keys.size();
    return static_cast<int>(room - between_keys.size());
}

} // namespace

int box_room(Canvas const& canvas) {
    return std::min(widest, canvas.columns()) - 4;
}

Box::Box(Canvas& canvas, int rows, std::string_view title, int focus) : canvas_(canvas) {
    width_ = std::min(widest, canvas.columns());
    height_ = std::min(rows + 2, canvas.size().rows);
    left_ = (canvas.columns() - width_) / 2;
    top_ = (canvas.size().rows - height_) / 2;
    int const shown = height_ - 2;
    first_ = std::clamp(focus - shown / 2, 0, std::max(0, rows - shown));
    edge(top_, canvas.sign("┌", "+"), canvas.sign("┐", "+"));
    for (int row = 1; row + 1 < height_; ++row) {
        canvas.frame.fill({top_ + row, left_}, width_, Role::text);
        side({top_ + row, left_});
        side({top_ + row, left_ + width_ - 1});
    }
    edge(top_ + height_ - 1, canvas.sign("└", "+"), canvas.sign("┘", "+"));
    canvas.frame.label({top_, left_ + 2}, fmt::format(" {} ", title), Role::strong, width_ - 4);
    if (first_ > 0)
        canvas.frame.text({top_ + 1, left_ + width_ - 1}, canvas.sign("▲", "^"), Role::key);
    if (first_ + shown < rows)
        canvas.frame.text({top_ + height_ - 2, left_ + width_ - 1}, canvas.sign("▼", "v"),
                          Role::key);
}

Place Box::at(int row) const {
    int const shown = row - first_;
    bool const is_seen = shown >= 0 && shown + 2 < height_;
    return {is_seen ? top_ + 1 + shown : canvas_.size().rows, left_ + 2};
}

void Box::hint(std::vector<std::string_view> keys) const {
    while (keys.size() > 1 && room_of(keys) > width_ - 4)
        keys.erase(keys.end() - 2);
    canvas_.frame.label({top_ + height_ - 1, left_ + 2},
                        fmt::format(" {} ", fmt::join(keys, between_keys)), Role::dim, width_ - 4);
}

void Box::side(Place place) const {
    canvas_.frame.text(place, canvas_.sign("│", "|"), Role::dim);
}

void Box::edge(int row, std::string_view from, std::string_view to) const {
    canvas_.frame.fill({row, left_}, width_, Role::dim, canvas_.sign("─", "-"));
    canvas_.frame.text({row, left_}, from, Role::dim);
    canvas_.frame.text({row, left_ + width_ - 1}, to, Role::dim);
}

Place draw_field_label(Canvas& canvas, Box const& box, int row, std::string_view label,
                       bool has_focus) {
    auto const at = box.at(row);
    canvas.frame.text(at, label, has_focus ? Role::strong : Role::text, field_label_width);
    return {at.row, at.column + field_label_width};
}

void draw_text(Canvas& canvas, Box const& box, int row, std::string_view label,
               TextField const& field, bool has_focus, int beside,
               std::vector<std::string> const& unless) {
    auto const at = draw_field_label(canvas, box, row, label, has_focus);
    int const room = box.room() - field_label_width - beside;
    draw_field(canvas.frame, at, room, field, has_focus);
    if (field.text.empty() && !has_focus)
        canvas.frame.label(at, longest_fitting(unless, room), Role::field, room);
}

void draw_option(Canvas& canvas, Box const& box, int row, std::vector<std::string> const& words,
                 bool is_on, bool has_focus) {
    auto at = box.at(row);
    at.column += field_label_width;
    if (has_focus)
        canvas.frame.cursor = Place{at.row, at.column + 1};
    constexpr std::string_view off = "[ ] ";
    int const room = box.room() - field_label_width;
    auto const text = longest_fitting(words, room - static_cast<int>(off.size()));
    canvas.frame.label(at, (is_on ? "[x] " : "[ ] ") + text, has_focus ? Role::strong : Role::text,
                       room);
}

void draw_choice(Canvas& canvas, Box const& box, int row, std::string_view label,
                 std::vector<std::string_view> const& words, std::size_t chosen, bool has_focus) {
    auto const at = draw_field_label(canvas, box, row, label, has_focus);
    int const room = box.room() - field_label_width;
    int width = 0;
    for (auto const word : words)
        width += static_cast<int>(word.size()) + 6;
    bool const has_room = width - 2 <= room;
    Line line{canvas, at, room};
    width = 0;
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (i != chosen && !has_room)
            continue;
        if (i == chosen && has_focus)
            canvas.frame.cursor = Place{at.row, at.column + width + 1};
        auto const text =
            fmt::format("({}) {}  ", i == chosen ? canvas.sign("•", "x") : " ", words[i]);
        line.add(text, has_focus ? Role::strong : Role::text);
        width += term::display_width(text);
    }
    if (!has_room)
        line.add(fmt::format("one of {}", words.size()), Role::dim);
}

} // namespace shoal::tui
