#include "ui-cli/tui/draw/dialog_box.hpp"
#include "ui-cli/tui/views.hpp"

#include <algorithm>

namespace shoal::tui {
namespace {

using term::Role;

void draw(Canvas&, NoDialog const&) {}

void draw(Canvas& canvas, AddDialog const& dialog) {
    draw_add(canvas, dialog);
}

void draw(Canvas& canvas, CreateDialog const& dialog) {
    draw_create(canvas, dialog);
}

void draw(Canvas& canvas, BansDialog const& dialog) {
    draw_bans(canvas, dialog);
}

// These are screens of their own.
void draw(Canvas&, HelpDialog const&) {}

void draw(Canvas&, ReportDialog const&) {}

/// All keys of a line, or its first where there is little room for what it does.
struct MenuKeys {
    int width = 17;
    bool all = true;

    [[nodiscard]] std::string_view of(Binding const& item) const {
        return all ? item.keys : keys_of(item).front();
    }
};

void draw(Canvas& canvas, MenuDialog const& dialog) {
    auto const count = static_cast<int>(dialog.items.size());
    Box const box{canvas, count, "What can be done here"};
    int const rows = std::min(count, canvas.size().rows - 2);
    auto const keys = box.room() < 60 ? MenuKeys{9, false} : MenuKeys{};
    int const cursor = static_cast<int>(dialog.cursor);
    int const top = std::clamp(cursor - rows / 2, 0, count - rows);
    for (int i = 0; i < rows; ++i) {
        auto const index = static_cast<std::size_t>(top + i);
        auto const& item = dialog.items[index];
        auto const at = box.at(i);
        canvas.frame.clickable(at, box.room(), "Item", index);
        canvas.frame.label(at, keys.of(item), Role::key, keys.width - 2);
        canvas.frame.label({at.row, at.column + keys.width}, item.words, Role::text,
                           box.room() - keys.width);
        if (top + i != cursor)
            continue;
        draw_cursor(canvas, {at.row, at.column - 1}, box.room() + 2);
    }
    box.hint({"Enter does it", "j k move", "Esc closes"});
}

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
    if (dialog.offers_daemon)
        box.hint({"d daemon", "y or Enter ends it", "Esc stays here"});
    else
        box.hint({dialog.word ? "Enter does it" : "y or Enter does it", "Esc leaves it"});
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
    box.hint({"Enter sets", "Tab moves", "Esc closes"});
}

} // namespace

void draw_dialog(Canvas& canvas) {
    if (is_open(canvas.state.dialog))
        canvas.frame.cursor.reset(); // of what lies below
    std::visit([&](auto const& dialog) { draw(canvas, dialog); }, canvas.state.dialog);
}

} // namespace shoal::tui
