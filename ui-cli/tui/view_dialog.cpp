#include "ui-cli/term/width.hpp"
#include "ui-cli/tui/format.hpp"
#include "ui-cli/tui/source_text.hpp"
#include "ui-cli/tui/views.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace shoal::tui {
namespace {

using term::Place;
using term::Role;

constexpr int widest = 76;
constexpr int label_width = 10;

/// A box in the middle of the screen, and the rows within it.
class Box {
public:
    Box(Canvas& canvas, int rows, std::string_view title) : canvas_(canvas) {
        width_ = std::min(widest, canvas.columns());
        height_ = std::min(rows + 2, canvas.size().rows);
        left_ = (canvas.columns() - width_) / 2;
        top_ = (canvas.size().rows - height_) / 2;
        edge(top_, canvas.sign("┌", "+"), canvas.sign("┐", "+"));
        for (int row = 1; row + 1 < height_; ++row) {
            canvas.frame.fill({top_ + row, left_}, width_, Role::text);
            side({top_ + row, left_});
            side({top_ + row, left_ + width_ - 1});
        }
        edge(top_ + height_ - 1, canvas.sign("└", "+"), canvas.sign("┘", "+"));
        canvas.frame.label({top_, left_ + 2}, fmt::format(" {} ", title), Role::strong, width_ - 4);
    }

    /// Where the text of the row begins; rows that have no room are below the screen.
    [[nodiscard]] Place at(int row) const {
        return {row + 2 < height_ ? top_ + 1 + row : canvas_.size().rows, left_ + 2};
    }

    [[nodiscard]] int room() const { return width_ - 4; }

    void hint(std::string_view keys) const {
        canvas_.frame.label({top_ + height_ - 1, left_ + 2}, fmt::format(" {} ", keys), Role::dim,
                            width_ - 4);
    }

private:
    void side(Place place) const { canvas_.frame.text(place, canvas_.sign("│", "|"), Role::dim); }

    void edge(int row, std::string_view from, std::string_view to) const {
        canvas_.frame.fill({row, left_}, width_, Role::dim, canvas_.sign("─", "-"));
        canvas_.frame.text({row, left_}, from, Role::dim);
        canvas_.frame.text({row, left_ + width_ - 1}, to, Role::dim);
    }

    Canvas& canvas_;
    int width_ = 0;
    int height_ = 0;
    int left_ = 0;
    int top_ = 0;
};

/// "Label  [text]" with the cursor in it when it has the focus.
void draw_text(Canvas& canvas, Box const& box, int row, std::string_view label,
               TextField const& field, bool has_focus) {
    auto const at = box.at(row);
    canvas.frame.text(at, label, has_focus ? Role::strong : Role::text, label_width);
    draw_field(canvas.frame, {at.row, at.column + label_width}, box.room() - label_width, field,
               has_focus);
}

void draw_option(Canvas& canvas, Box const& box, int row, std::string_view words, bool is_on,
                 bool has_focus) {
    auto at = box.at(row);
    at.column += label_width;
    if (has_focus)
        canvas.frame.cursor = Place{at.row, at.column + 1};
    canvas.frame.label(at, fmt::format("[{}] {}", is_on ? "x" : " ", words),
                       has_focus ? Role::strong : Role::text, box.room() - label_width);
}

void draw(Canvas&, NoDialog const&) {}

// These are screens of their own.
void draw(Canvas&, HelpDialog const&) {}

void draw(Canvas&, ReportDialog const&) {}

void draw(Canvas& canvas, ConfirmDialog const& dialog) {
    int const lines = static_cast<int>(dialog.lines.size());
    Box const box{canvas, lines + (dialog.word ? 2 : 0), dialog.title};
    for (int i = 0; i < lines; ++i)
        canvas.frame.label(box.at(i), dialog.lines[static_cast<std::size_t>(i)],
                           i + 1 == lines ? Role::warn : Role::text, box.room());
    if (dialog.word) {
        auto const at = box.at(lines + 1);
        int const used = canvas.frame.text(at, "Type yes to do it: ");
        draw_field(canvas.frame, {at.row, at.column + used}, 8, *dialog.word, true);
    }
    box.hint(dialog.word            ? "Enter does it   Esc leaves it"
             : dialog.offers_daemon ? "d daemon   y or Enter ends it   Esc stays here"
                                    : "y or Enter does it   Esc leaves it");
}

void draw(Canvas& canvas, AddDialog const& dialog) {
    bool const is_low = canvas.size().rows < 14;
    Box const box{canvas, is_low ? 7 : 10, "Add a torrent"};
    int row = is_low ? 0 : 1;
    draw_text(canvas, box, row++, "Source", dialog.source, dialog.focus == 0);
    auto const words = dialog.complaint.empty() ? describe_source(first_line(dialog.source.text))
                                                : dialog.complaint;
    auto at = box.at(row++);
    at.column += label_width;
    canvas.frame.label(at, words, dialog.complaint.empty() ? Role::dim : Role::warn,
                       box.room() - label_width);
    draw_text(canvas, box, row++, "Save to", dialog.dir, dialog.focus == 1);
    if (dialog.dir.text.empty() && dialog.focus != 1) {
        auto const above = box.at(row - 1);
        canvas.frame.label({above.row, above.column + label_width}, "where the session keeps them",
                           Role::field, box.room() - label_width);
    }
    draw_text(canvas, box, row++, "Label", dialog.label, dialog.focus == 2);
    row += is_low ? 0 : 1;
    draw_option(canvas, box, row++, "choose its files before it starts", dialog.pick_files,
                dialog.focus == 3);
    draw_option(canvas, box, row++, "add paused", dialog.paused, dialog.focus == 4);
    draw_option(canvas, box, row++, "fetch pieces in sequence", dialog.sequential,
                dialog.focus == 5);
    box.hint("Enter adds   Tab moves   Space ticks   Esc closes");
}

std::string hashing_text(Canvas const& canvas, api::Progress const& progress) {
    auto const done = static_cast<double>(progress.done_bytes);
    auto const share =
        progress.total_bytes > 0 ? done / static_cast<double>(progress.total_bytes) : 0;
    auto const rate = progress.seconds > 0 ? done / progress.seconds : 0;
    return fmt::format("{} {} %  {}/s", bar(share, 20, canvas.caps.charset),
                       percent(progress.done_bytes, progress.total_bytes),
                       short_size(static_cast<std::int64_t>(rate)));
}

void draw(Canvas& canvas, CreateDialog const& dialog) {
    Box const box{canvas, 7, "Make a .torrent"};
    draw_text(canvas, box, 0, "Of", dialog.path, dialog.focus == 0);
    draw_text(canvas, box, 1, "Trackers", dialog.trackers, dialog.focus == 1);
    draw_option(canvas, box, 2, "private: only its trackers tell who has it", dialog.is_private,
                dialog.focus == 2);
    draw_option(canvas, box, 3, "seed it at once", dialog.seeds, dialog.focus == 3);
    if (dialog.hashing) {
        canvas.frame.label(box.at(5), "Hashing   " + hashing_text(canvas, *dialog.hashing),
                           Role::strong, box.room());
        canvas.frame.cursor.reset();
    } else {
        canvas.frame.label(box.at(5),
                           dialog.complaint.empty()
                               ? "a file or folder; trackers between spaces, or none"
                               : dialog.complaint,
                           dialog.complaint.empty() ? Role::dim : Role::warn, box.room());
    }
    box.hint(dialog.hashing ? "Esc stops"
                            : "Enter makes it   Tab moves   Space ticks   Esc closes");
}

void draw(Canvas& canvas, LimitsDialog const& dialog) {
    bool const is_of_session = dialog.ids.empty();
    Box const box{canvas, is_of_session ? 8 : 5,
                  is_of_session ? "Limits of all together" : "Limits of " + dialog.subject};
    static constexpr std::string_view labels[] = {"Down", "Up", "Alt. down", "Alt. up"};
    int row = 0;
    for (std::size_t i = 0; i < dialog.rates.size(); ++i)
        draw_text(canvas, box, row++, labels[i], dialog.rates[i],
                  dialog.focus == static_cast<int>(i));
    if (is_of_session)
        draw_option(canvas, box, row++, "alternative limits on", dialog.alternative,
                    dialog.focus == 4);
    auto const words = dialog.complaint.empty()
                           ? "bytes a second, such as 500K or 2M; empty: no limit"
                           : dialog.complaint;
    for (auto const& line : wrapped(words, box.room()))
        canvas.frame.text(box.at(++row), line, dialog.complaint.empty() ? Role::dim : Role::warn);
    box.hint("Enter sets   Tab moves   Esc closes");
}

} // namespace

void draw_dialog(Canvas& canvas) {
    std::visit([&](auto const& dialog) { draw(canvas, dialog); }, canvas.state.dialog);
}

} // namespace shoal::tui
