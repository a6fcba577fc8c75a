#pragma once

#include "ui-cli/tui/draw/layout.hpp"
#include "ui-cli/tui/model/model.hpp"

namespace shoal::tui {

/// What a view draws with, and from.
struct Canvas {
    term::Frame& frame;
    Model const& model;
    ViewState const& state;
    term::Caps caps;

    [[nodiscard]] term::Size size() const { return frame.size(); }

    [[nodiscard]] int columns() const { return frame.size().columns; }

    /// A sign of ours: the first where the terminal has it, else its stand-in.
    [[nodiscard]] std::string_view sign(std::string_view utf8, std::string_view ascii) const {
        return caps.charset != term::Charset::ascii ? utf8 : ascii;
    }

    [[nodiscard]] std::string_view down_sign() const { return sign("▼", "v"); }

    [[nodiscard]] std::string_view up_sign() const { return sign("▲", "^"); }
};

// Parts that several screens share.

/// Words one after the other on one line, in roles of their own.
class Line {
public:
    Line(Canvas& canvas, term::Place at, int limit) : canvas_(canvas), at_(at), left_(limit) {}

    Line& add(std::string_view text, term::Role role = term::Role::text);

    [[nodiscard]] int left() const { return left_; }

private:
    Canvas& canvas_;
    term::Place at_;
    int left_;
};

/// A column's text in `width` columns: names from the left with an ellipsis, figures to the right.
enum class Align { left, right };
void cell(Canvas& canvas, term::Place at, int width, std::string_view text, Align align,
          term::Role role = term::Role::text);

/// The row of the cursor, from its sign in the first column on.
void draw_cursor(Canvas& canvas, term::Place at, int width);

/// "NAME    value", the value wrapped at words below itself. Returns the rows used.
int fact(Canvas& canvas, int row, int most_rows, std::string_view name, std::string_view value,
         term::Role role = term::Role::text);

/// At the end of a line, the first of the texts that leaves a gap to what stands there already;
/// false: none does.
bool beside(Canvas& canvas, int line, std::vector<std::string> const& texts);

/// "[T]"; nothing where no key does it.
[[nodiscard]] std::string bracketed(std::string_view key);

/// The name of a screen or tab behind its key, if it has one: "[c Pieces]" when it is shown. A
/// click leads to the others. Returns the columns used.
int draw_tab(Canvas& canvas, term::Place at, std::string_view key, std::string_view name,
             bool is_shown);

/// A line of keys and what they do, as far as it fits.
void key_bar(Canvas& canvas, int row);

/// Instead of details that were not answered yet, or why they will not be.
void draw_waiting(Canvas& canvas, int row);

/// The first of the texts that is at most so wide; else the last, which is cut where it is drawn.
[[nodiscard]] std::string longest_fitting(std::vector<std::string> const& texts, int width);

/// Wrapped at words into the area, from `left` on; what has no row left ends in an ellipsis.
/// Returns the rows used.
int draw_wrapped(Canvas& canvas, Area area, int left, int width, std::string_view text,
                 term::Role role = term::Role::text);

/// Text of ours in lines of at most `width` columns, broken at spaces.
[[nodiscard]] std::vector<std::string> wrapped(std::string_view text, int width);

} // namespace shoal::tui
