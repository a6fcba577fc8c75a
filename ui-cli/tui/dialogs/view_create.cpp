// The dialog that makes a .torrent, and how far it is.

#include "core/base/units.hpp"
#include "ui-cli/tui/dialogs/create_path.hpp"
#include "ui-cli/tui/draw/dialog_box.hpp"
#include "ui-cli/tui/draw/format.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace shoal::tui {
namespace {

using term::Role;

constexpr int row_count = 11;
constexpr int words_row = 9; ///< and the one below

/// "→ 12 339 pieces, file ≈ 0.6 MiB" of the size that is typed, or of the one that fits; the
/// longest first.
std::vector<std::string> plan_texts(Canvas const& canvas, CreateDialog const& dialog) {
    if (!dialog.plan)
        return {""};
    auto const& [size, formats] = *dialog.plan;
    auto const& as = dialog.plan->of(dialog.format);
    bool const is_auto = dialog.piece.text.empty() || dialog.piece.text == "auto";
    auto const piece = is_auto ? as.auto_piece : parse_size(dialog.piece.text).value_or(0);
    if (piece <= 0)
        return {""};
    auto const pieces = size / piece + (size % piece > 0 ? 1 : 0);
    auto const count = grouped(pieces) + " pieces";
    auto const text = fmt::format("{}{} {}", is_auto ? format_size(piece) + " " : "",
                                  canvas.sign("→", "->"), count);
    return {fmt::format("{}, file {} {}", text, canvas.sign("≈", "~"),
                        format_size(as.list_bytes + pieces * as.piece_bytes)),
            text, count, ""};
}

void draw_piece(Canvas& canvas, Box const& box, int row, CreateDialog const& dialog) {
    constexpr int field = 10; // columns
    bool const has_focus = dialog.focus == 4;
    int const room = box.room() - field_label_width;
    draw_text(canvas, box, row, "Piece", dialog.piece, has_focus, std::max(0, room - field),
              {"auto"});
    auto const at = box.at(row);
    int const left = room - field - 1;
    canvas.frame.label({at.row, at.column + field_label_width + field + 1},
                       longest_fitting(plan_texts(canvas, dialog), left), Role::dim, left);
}

void draw_path(Canvas& canvas, Box const& box, int row, CreateDialog const& dialog) {
    auto const size = dialog.plan ? format_size(dialog.plan->size) : std::string{};
    int const beside = size.empty() ? 0 : static_cast<int>(size.size()) + 2;
    draw_text(canvas, box, row, "Of", dialog.path, dialog.focus == 0, beside);
    auto const at = box.at(row);
    canvas.frame.text_before({at.row, at.column + box.room()}, size, Role::dim);
}

std::string_view bound_text(api::Bound bound) {
    return bound == api::Bound::reading   ? "limited by: disk"
           : bound == api::Bound::hashing ? "limited by: cpu"
                                          : "";
}

/// "58 %  1.9G/s  11s left  4 threads", the longest first.
std::vector<std::string> figures_texts(api::Progress const& progress) {
    auto const done = static_cast<double>(progress.done_bytes);
    auto const rate = progress.seconds > 0 ? done / progress.seconds : 0;
    auto text = fmt::format("{} %  {}/s", percent(progress.done_bytes, progress.total_bytes),
                            short_size(static_cast<std::int64_t>(rate)));
    auto const left = static_cast<double>(progress.total_bytes) - done;
    if (rate > 0 && left >= 0)
        text += fmt::format("  {} left", short_time(static_cast<std::int64_t>(left / rate)));
    if (progress.threads == 0)
        return {text};
    return {text + "  " + counted(static_cast<std::size_t>(progress.threads), "thread"), text};
}

void draw_hashing(Canvas& canvas, Box const& box, api::Progress const& progress) {
    constexpr int figures = 38; // columns
    auto const at = draw_field_label(canvas, box, words_row, "Hashing", true);
    int const room = box.room() - field_label_width;
    auto const share = progress.total_bytes > 0 ? static_cast<double>(progress.done_bytes) /
                                                      static_cast<double>(progress.total_bytes)
                                                : 0;
    Line line{canvas, at, room};
    if (room - figures >= 8)
        line.add(bar(share, std::min(20, room - figures), canvas.caps.charset), Role::down)
            .add(" ");
    line.add(longest_fitting(figures_texts(progress), line.left()), Role::strong);
    auto const below = box.at(words_row + 1);
    auto const bound = bound_text(progress.bound);
    canvas.frame.label({below.row, at.column}, progress.file, Role::dim,
                       room - static_cast<int>(bound.size()) - 1);
    canvas.frame.text_before({below.row, below.column + box.room()}, bound, Role::text);
    canvas.frame.cursor.reset();
}

void draw_words(Canvas& canvas, Box const& box, CreateDialog const& dialog) {
    bool const is_fine = dialog.complaint.empty();
    auto const at = box.at(words_row);
    draw_wrapped(canvas, {at.row, row_count - words_row}, at.column, box.room(),
                 is_fine
                     ? "of a file or folder; trackers, each a tier, and web seeds between spaces"
                     : dialog.complaint,
                 is_fine ? Role::dim : Role::warn);
}

} // namespace

void draw_create(Canvas& canvas, CreateDialog const& dialog) {
    bool const says = dialog.hashing || !dialog.complaint.empty();
    Box const box{canvas, row_count, "Make a .torrent", says ? row_count : dialog.focus};
    draw_path(canvas, box, 0, dialog);
    draw_text(canvas, box, 1, "Trackers", dialog.trackers, dialog.focus == 1, 0, {"(none)"});
    draw_text(canvas, box, 2, "Web seeds", dialog.web_seeds, dialog.focus == 2, 0, {"(none)"});
    draw_choice(canvas, box, 3, "Format", {"v1", "v1 + v2", "v2 only"},
                dialog.format == api::Format::v1       ? 0
                : dialog.format == api::Format::hybrid ? 1
                                                       : 2,
                dialog.focus == 3);
    draw_piece(canvas, box, 4, dialog);
    draw_option(canvas, box, 5, {"private: only its trackers tell who has it", "private"},
                dialog.is_private, dialog.focus == 5);
    draw_text(canvas, box, 6, "Source", dialog.source, dialog.focus == 6, 0,
              {"(none; some private trackers want one)", "(none)"});
    draw_text(canvas, box, 7, "Write", dialog.output, dialog.focus == 7, 0,
              {dialog.path.text.empty() ? "NAME.torrent" : torrent_name_of(dialog, canvas.model)});
    draw_option(canvas, box, 8, {"seed it at once"}, dialog.seeds, dialog.focus == 8);
    if (dialog.hashing)
        draw_hashing(canvas, box, *dialog.hashing);
    else
        draw_words(canvas, box, dialog);
    if (dialog.hashing)
        box.hint({"^C stops", "Esc stops and closes"});
    else if (dialog.is_taken)
        box.hint({"F5 overwrites it", "Enter makes it", "Tab moves", "Esc closes"});
    else
        box.hint({"Enter makes it", "Tab moves", "Space ticks", "Esc closes"});
}

} // namespace shoal::tui
