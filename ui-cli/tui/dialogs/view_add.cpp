// The dialog that adds a torrent, and within it the choice of its files.

#include "ui-cli/term/width.hpp"
#include "ui-cli/tui/draw/dialog_box.hpp"
#include "ui-cli/tui/draw/format.hpp"
#include "ui-cli/tui/sources/source_text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace shoal::tui {
namespace {

using term::Place;
using term::Role;

constexpr int metadata_bar = 8; ///< columns

struct Said {
    std::string text;
    Role role = Role::dim;
};

/// "free 212G, needs 39.0G".
Said space_said(AddDialog const& dialog) {
    auto const probed = dialog.probe ? dialog.probe->size : 0;
    auto const needed = dialog.files.files.empty() ? probed : wanted_of(dialog.files);
    auto text = needed > 0 ? "needs " + short_size(needed) : std::string{};
    if (!dialog.free)
        return {text};
    text = "free " + short_size(*dialog.free) + (text.empty() ? "" : ", " + text);
    return {text, needed > *dialog.free ? Role::bad : Role::dim};
}

std::string leeches_text(int leeches) {
    return leeches == 1 ? "1 leech" : fmt::format("{} leeches", leeches);
}

/// How far it is known what there is to get.
Said metadata_said(AddDialog const& dialog, term::Charset charset, int room) {
    auto const& [files, probe] = std::tie(dialog.files.files, dialog.probe);
    if (!files.empty())
        return {fmt::format("known: {}, {}", counted(files.size(), "file"),
                            short_size(size_of(dialog.files))),
                Role::text};
    if (!probe)
        return {"F5 asks the swarm for it"};
    if (!probe->failure.empty())
        return {probe->failure, Role::warn};
    auto const time = fmt::format("{:.0f} s", probe->seconds);
    if (probe->size > 0)
        return {fmt::format("known: {}, {}", probe->name, short_size(probe->size)), Role::text};
    if (probe->metadata_pieces > 0) {
        auto const share = static_cast<double>(probe->metadata_done) / probe->metadata_pieces;
        auto const text = fmt::format("{} {}/{} pieces", bar(share, metadata_bar, charset),
                                      probe->metadata_done, probe->metadata_pieces);
        auto const peers = counted(static_cast<std::size_t>(probe->peers), "peer");
        return {longest_fitting({fmt::format("{}, {}, {}", text, peers, time), text}, room)};
    }
    return {probe->peers == 0
                ? "looking for peers, " + time
                : fmt::format("asking {}, {}",
                              counted(static_cast<std::size_t>(probe->peers), "peer"), time)};
}

/// What a look at the swarm shows so far.
Said health_said(std::optional<ProbeView> const& probe, int room) {
    if (!probe)
        return {"F5 looks at its swarm first"};
    if (!probe->failure.empty())
        return {"not known"};
    if (!probe->health)
        return {fmt::format("looking, {:.0f} s", probe->seconds)};
    auto const& [health, copies] = std::tie(*probe->health, probe->health->copies);
    auto const grade = health.grade
                           ? fmt::format("health {} {}", *health.grade, api::to_string(health.word))
                           : std::string{"no grade yet"};
    auto const text = fmt::format("{}, {}, min avail {}; {}",
                                  counted(static_cast<std::size_t>(copies.seeds), "seed"),
                                  leeches_text(copies.leeches), copies.min, grade);
    auto const with_time = fmt::format("{}; {:.0f} s", text, probe->seconds);
    return {longest_fitting({with_time, text, grade}, room),
            health.grade && *health.grade < 50 ? Role::warn : Role::text};
}

void draw_said(Canvas& canvas, Box const& box, int row, std::string_view label, Said const& said) {
    auto const at = draw_field_label(canvas, box, row, label, false);
    canvas.frame.label(at, said.text, said.role, box.room() - field_label_width);
}

/// Columns beside the folder that tell of its space; 0: it needs a row of its own, or none.
int space_beside(int room, Said const& space) {
    constexpr int least = 20; // columns of a path
    int const width = space.text.empty() ? 0 : term::display_width(space.text) + 2;
    return room - width >= least ? width : 0;
}

void draw_dir(Canvas& canvas, Box const& box, int row, AddDialog const& dialog) {
    auto const space = space_said(dialog);
    int const beside = space_beside(box.room() - field_label_width, space);
    draw_text(canvas, box, row, "Save to", dialog.dir, dialog.focus == 1, beside,
              {"where the session keeps them"});
    auto const at = box.at(row);
    if (beside > 0)
        canvas.frame.text_before({at.row, at.column + box.room()}, space.text, space.role);
    else if (!space.text.empty())
        draw_said(canvas, box, row + 1, "", space);
}

std::string_view tick(FileRow const& row) {
    bool const is_left = row.priority == api::FilePriority::skip;
    return is_left ? "[ ]" : row.priority ? "[x]" : "[-]";
}

/// Its first files and folders, as many as there is room for.
void draw_files_line(Canvas& canvas, Box const& box, int row, AddDialog const& dialog) {
    bool const has_focus = dialog.focus == 2;
    if (dialog.files.files.empty()) {
        draw_field_label(canvas, box, row, "Files", has_focus);
        return draw_option(canvas, box, row, {"choose them before it starts", "choose them first"},
                           dialog.pick_files, has_focus);
    }
    auto const at = draw_field_label(canvas, box, row, "Files", has_focus);
    if (has_focus)
        canvas.frame.cursor = at;
    constexpr std::string_view way = " [Enter]";
    int const end = at.column + box.room() - field_label_width;
    Line line{canvas, at, end - at.column - static_cast<int>(way.size())};
    auto rows = rows_of(dialog.files);
    if (rows.size() > 1 && rows.front().is_folder && !rows.front().is_folded)
        std::erase_if(rows, [](FileRow const& each) { return each.depth != 1; });
    for (auto const& each : rows)
        if (line.left() > 0)
            line.add(fmt::format("{} {}{} {}  ", tick(each), each.name, each.is_folder ? "/" : "",
                                 short_size(each.size)),
                     has_focus ? Role::strong : Role::text);
    canvas.frame.text_before({at.row, end}, way, has_focus ? Role::key : Role::dim);
}

void draw_picked(Canvas& canvas, Place at, int room, FileRow const& row) {
    auto const role = row.priority == api::FilePriority::skip ? Role::dim : Role::text;
    auto const fold = !row.is_folder  ? ""
                      : row.is_folded ? canvas.sign("▸ ", "+ ")
                                      : canvas.sign("▾ ", "- ");
    cell(canvas, {at.row, at.column + 4}, 6, short_size(row.size), Align::right, role);
    canvas.frame.text(at, tick(row), role);
    canvas.frame.label(
        {at.row, at.column + 12},
        fmt::format("{:{}}{}{}{}", "", row.depth * 2, fold, row.name, row.is_folder ? "/" : ""),
        role, room - 12);
}

/// The list fills the dialog.
void draw_pick(Canvas& canvas, FilePick const& pick) {
    auto const rows = rows_of(pick);
    int const page = pick_page(canvas.size());
    int const shown = std::min(page, static_cast<int>(rows.size()));
    Box const box{canvas, shown + 1, "Files"};
    canvas.frame.label(
        box.at(0),
        fmt::format("wanted {} of {}", short_size(wanted_of(pick)), short_size(size_of(pick))),
        Role::dim, box.room());
    for (int i = 0; i < shown; ++i) {
        auto const index = pick.scroll.top + static_cast<std::size_t>(i);
        if (index >= rows.size())
            break;
        auto const at = box.at(i + 1);
        draw_picked(canvas, at, box.room(), rows[index]);
        if (index == pick.scroll.cursor)
            draw_cursor(canvas, {at.row, at.column - 1}, box.room() + 2);
    }
    box.hint({"Space ticks", "A all", "l folds", "Enter goes back"});
}

} // namespace

void draw_add(Canvas& canvas, AddDialog const& dialog) {
    if (dialog.files.is_open)
        return draw_pick(canvas, dialog.files);
    auto const space = space_said(dialog);
    bool const has_space_row =
        !space.text.empty() && space_beside(box_room(canvas) - field_label_width, space) == 0;
    int const files = has_space_row ? 5 : 4; // its row; the others follow
    bool const opens = dialog.focus == 2 && !dialog.files.files.empty();
    Box const box{canvas, files + 5, "Add a torrent",
                  dialog.focus < 2 ? dialog.focus * 3 : files + dialog.focus - 2};
    draw_text(canvas, box, 0, "Source", dialog.source, dialog.focus == 0);
    bool const is_fine = dialog.complaint.empty();
    draw_said(canvas, box, 1, "",
              {is_fine ? describe_source(first_line(dialog.source.text)) : dialog.complaint,
               is_fine ? Role::dim : Role::warn});
    draw_said(canvas, box, 2, "Metadata",
              metadata_said(dialog, canvas.caps.charset, box.room() - field_label_width));
    draw_dir(canvas, box, 3, dialog);
    draw_files_line(canvas, box, files, dialog);
    draw_choice(canvas, box, files + 1, "Start", {"now", "paused", "top of queue"},
                static_cast<std::size_t>(dialog.start), dialog.focus == 3);
    draw_text(canvas, box, files + 2, "Label", dialog.label, dialog.focus == 4, 0, {"(none)"});
    draw_field_label(canvas, box, files + 3, "Options", dialog.focus == 5);
    draw_option(canvas, box, files + 3, {"pieces in sequence"}, dialog.sequential,
                dialog.focus == 5);
    draw_said(canvas, box, files + 4, "Health",
              health_said(dialog.probe, box.room() - field_label_width));
    box.hint({opens ? "Enter chooses" : "Enter adds", "Tab moves", "Space ticks", "F5 looks first",
              "Esc closes"});
}

} // namespace shoal::tui
