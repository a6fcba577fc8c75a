#include "ui-cli/tui/draw/dialog_box.hpp"
#include "ui-cli/tui/views.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace shoal::tui {
namespace {

using term::Role;

constexpr int least_for_whole_hints = 50; ///< columns
constexpr int least_for_gap = 16;         ///< rows

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

struct ConfirmLine {
    std::string text;
    Role role = Role::text;
};

/// Each in two rows at most; the last tells what comes of it.
std::vector<ConfirmLine> lines_of(Canvas const& canvas, ConfirmDialog const& dialog) {
    std::vector<ConfirmLine> lines;
    for (auto const& line : dialog.lines) {
        auto const role = &line == &dialog.lines.back() ? Role::warn : Role::text;
        auto const parts = wrapped(line, box_room(canvas));
        if (!parts.empty())
            lines.push_back({parts.front(), role});
        if (parts.size() > 1)
            lines.push_back(
                {fmt::format("{}", fmt::join(parts.begin() + 1, parts.end(), " ")), role});
    }
    return lines;
}

void draw(Canvas& canvas, ConfirmDialog const& dialog) {
    auto const shown = lines_of(canvas, dialog);
    int const lines = static_cast<int>(shown.size());
    Box const box{canvas, lines + (dialog.word ? 2 : 0), dialog.title, dialog.word ? lines + 1 : 0};
    for (int i = 0; i < lines; ++i)
        canvas.frame.label(box.at(i), shown[static_cast<std::size_t>(i)].text,
                           shown[static_cast<std::size_t>(i)].role, box.room());
    if (dialog.word) {
        auto const at = box.at(lines + 1);
        int const used = canvas.frame.text(at, "Type yes to do it: ");
        draw_field(canvas.frame, {at.row, at.column + used}, 8, *dialog.word, true);
    }
    bool const is_narrow = canvas.columns() < least_for_whole_hints;
    if (dialog.offers_daemon && is_narrow)
        box.hint({"d daemon", "y ends it", "Esc stays"});
    else if (dialog.offers_daemon)
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
        draw_option(canvas, box, row++, {"alternative limits on"}, dialog.alternative,
                    dialog.focus == 4);
    auto const words = dialog.complaint.empty()
                           ? "bytes a second, such as 500K or 2M; empty: no limit"
                           : dialog.complaint;
    bool const is_low = canvas.size().rows < least_for_gap;
    auto const at = box.at(row + (is_low ? 0 : 1));
    draw_wrapped(canvas, {at.row, 3}, at.column, box.room(), words,
                 dialog.complaint.empty() ? Role::dim : Role::warn);
    box.hint({"Enter sets", "Tab moves", "Esc closes"});
}

} // namespace

void draw_dialog(Canvas& canvas) {
    if (is_open(canvas.state.dialog))
        canvas.frame.cursor.reset(); // of what lies below
    std::visit([&](auto const& dialog) { draw(canvas, dialog); }, canvas.state.dialog);
}

} // namespace shoal::tui
