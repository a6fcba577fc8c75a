#pragma once

#include "ui-cli/tui/draw/canvas.hpp"

namespace shoal::tui {

/// Columns for text within a box.
[[nodiscard]] int box_room(Canvas const& canvas);

/// A box in the middle of the screen, and the rows within it. Where there are more of them than
/// fit they scroll, so that `focus` is seen.
class Box {
public:
    Box(Canvas& canvas, int rows, std::string_view title, int focus = 0);

    /// Where the text of the row begins; rows that have no room are below the screen.
    [[nodiscard]] term::Place at(int row) const;

    [[nodiscard]] int room() const { return width_ - 4; }

    /// What keys do, as far as there is room; the last tells how to leave, and is always there.
    void hint(std::vector<std::string_view> keys) const;

private:
    void side(term::Place place) const;
    void edge(int row, std::string_view from, std::string_view to) const;

    Canvas& canvas_;
    int width_ = 0;
    int height_ = 0;
    int left_ = 0;
    int top_ = 0;
    int first_ = 0; ///< the row at the top
};

inline constexpr int field_label_width = 10;

/// A row's label, and where its value begins.
term::Place draw_field_label(Canvas& canvas, Box const& box, int row, std::string_view label,
                             bool has_focus);

/// "Label  [text]" with the cursor in it when it has the focus; `beside`: columns it leaves free.
/// `unless`: what holds while it is empty, the longest words first.
void draw_text(Canvas& canvas, Box const& box, int row, std::string_view label,
               TextField const& field, bool has_focus, int beside = 0,
               std::vector<std::string> const& unless = {""});

/// `words`: the longest first.
void draw_option(Canvas& canvas, Box const& box, int row, std::vector<std::string> const& words,
                 bool is_on, bool has_focus);

/// "Label  (•) one  ( ) other"; Space takes the next. Without room for all: the chosen one.
void draw_choice(Canvas& canvas, Box const& box, int row, std::string_view label,
                 std::vector<std::string_view> const& words, std::size_t chosen, bool has_focus);

void draw_add(Canvas& canvas, AddDialog const& dialog);
void draw_create(Canvas& canvas, CreateDialog const& dialog);
void draw_bans(Canvas& canvas, BansDialog const& dialog);

} // namespace shoal::tui
