#include "core/base/units.hpp"
#include "ui-cli/term/sanitise.hpp"
#include "ui-cli/term/width.hpp"
#include "ui-cli/tui/format.hpp"
#include "ui-cli/tui/piece_map.hpp"
#include "ui-cli/tui/views.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace shoal::tui {
namespace {

using term::Role;

constexpr std::size_t most_holders = 3;
constexpr std::size_t most_missing = 4; // of one cell, by number
constexpr int least_for_copies = 64;    // columns; on fewer the cell's files come before them

constexpr std::array<Role, copy_classes> class_roles{
    Role::copies_none, Role::copies_one, Role::copies_few, Role::copies_some, Role::copies_many};
constexpr std::array<std::string_view, copy_classes> class_names{"0", "1", "2-3", "4-7", "8+"};

/// What we have of a cell. Without colours a cell that is not whole tells its rarest copies.
std::string_view glyph_of(Canvas const& canvas, PieceCell const& cell) {
    static constexpr std::array<std::string_view, 10> digits{"0", "1", "2", "3", "4",
                                                             "5", "6", "7", "8", "9"};
    if (cell.have == cell.count)
        return canvas.sign("█", "#");
    if (!canvas.caps.colour)
        return cell.rarest > 9 ? "+" : digits.at(static_cast<std::size_t>(cell.rarest));
    if (cell.have == 0)
        return canvas.sign("·", ".");
    auto const quarters = cell.have * 4 / cell.count;
    return quarters >= 3   ? canvas.sign("▓", "%")
           : quarters >= 1 ? canvas.sign("▒", "+")
                           : canvas.sign("░", "-");
}

/// The terminal's own cursor shows where one is, without colours too.
void draw_map(Canvas& canvas, Area area, std::vector<PieceCell> const& map, int width,
              std::size_t cursor) {
    for (std::size_t i = 0; i < map.size(); ++i) {
        int const row = area.top + static_cast<int>(i) / width;
        int const column = static_cast<int>(i) % width;
        if (column == 0) {
            canvas.frame.text_before({row, pieces_left - 1}, std::to_string(map[i].first),
                                     Role::dim);
            canvas.frame.clickable({row, pieces_left}, width, "Cell", i);
        }
        canvas.frame.text({row, pieces_left + column}, glyph_of(canvas, map[i]),
                          class_roles.at(copy_class(map[i].rarest)));
        if (i == cursor) {
            canvas.frame.cursor = {row, pieces_left + column};
            canvas.frame.restyle(*canvas.frame.cursor, 1, Role::selected);
        }
    }
}

std::string span_text(std::int64_t from, std::int64_t to) {
    return from == to ? std::to_string(from) : fmt::format("{}-{}", from, to);
}

std::string have_text(PieceCell const& cell) {
    return cell.have == cell.count ? "all here"
           : cell.have == 0        ? "none here"
                                   : fmt::format("{} of {} here", cell.have, cell.count);
}

/// "missing 2194 2196 2197 2198 and 2 more"; empty where that goes without saying.
std::string missing_text(api::PiecesView const& pieces, PieceCell const& cell) {
    if (cell.have == 0 || cell.have == cell.count)
        return {};
    std::string text = "missing";
    std::size_t named = 0;
    for (auto piece = cell.first; piece < cell.first + cell.count; ++piece)
        if (!pieces.have[piece] && named++ < most_missing)
            text += fmt::format(" {}", piece);
    return named > most_missing ? fmt::format("{} and {} more", text, named - most_missing) : text;
}

/// The whole path where that has room, else the file's own name as far as it goes.
std::string file_text(std::string const& untrusted, int room) {
    auto path = term::sanitise(untrusted);
    if (term::display_width(path) <= room)
        return path;
    auto const name = path.substr(path.rfind('/') + 1);
    return term::display_width(name) <= room ? name
                                             : term::clip(name, std::max(1, room - 3)) + "...";
}

/// "tape_07/side_b.flac and 2 more"; empty while names are not known.
std::string files_text(Canvas const& canvas, PieceCell const& cell, int room) {
    auto const& details = canvas.model.details;
    if (!details.files || !details.pieces)
        return {};
    auto const inside = files_in(*details.files, details.pieces->piece_size, cell);
    if (inside.empty())
        return {};
    auto const more =
        inside.size() > 1 ? fmt::format(" and {} more", inside.size() - 1) : std::string{};
    return file_text(inside.front()->path, room - static_cast<int>(more.size())) + more;
}

/// "#2192-2199  5 of 8 here  copies 1-4  side_b.flac  missing 2194 2196 2197".
void draw_cell(Canvas& canvas, int row, api::PiecesView const& pieces, PieceCell const& cell) {
    auto const last = static_cast<std::int64_t>(cell.first + cell.count) - 1;
    Line line{canvas, {row, 1}, canvas.columns() - 2};
    line.add("#" + span_text(static_cast<std::int64_t>(cell.first), last), Role::strong)
        .add(fmt::format("  {}  ", have_text(cell)));
    if (canvas.columns() >= least_for_copies)
        line.add("copies ", Role::dim)
            .add(span_text(cell.rarest, cell.most), class_roles.at(copy_class(cell.rarest)))
            .add("  ");
    line.add(files_text(canvas, cell, line.left()), Role::strong)
        .add("  " + missing_text(pieces, cell));
}

void draw_histogram(Canvas& canvas, int row, api::PiecesView const& pieces) {
    auto const counts = copies_histogram(pieces);
    Line line{canvas, {row, 1}, canvas.columns() - 2};
    line.add("copies ", Role::dim);
    for (std::size_t i = 0; i < counts.size(); ++i)
        line.add(fmt::format(" {}: ", class_names.at(i)), class_roles.at(i))
            .add(fmt::format("{}  ", counts.at(i)));
}

void draw_legend(Canvas& canvas, int row) {
    bool const is_ascii = canvas.caps.charset == term::Charset::ascii;
    auto const* const glyphs = !canvas.caps.colour ? is_ascii
                                                         ? "# ours; a digit: copies of the rarest"
                                                         : "█ ours; a digit: copies of the rarest"
                               : is_ascii          ? "# ours  % most  + half  - few  . none"
                                          : "█ ours  ▓ most  ▒ half  ░ few  · none";
    Line{canvas, {row, 1}, canvas.columns() - 2}
        .add(glyphs, Role::dim)
        .add(canvas.caps.colour ? "   colour: copies of the rarest" : "", Role::dim);
}

std::string holder_text(api::HolderView const& holder) {
    auto const endpoint = api::to_string(holder.endpoint);
    return holder.client.empty() ? endpoint : fmt::format("{} ({})", endpoint, holder.client);
}

/// The first that fewest peers have: of those in the cell that are missing, or else of all in it.
std::size_t rarest_in(api::PiecesView const& pieces, PieceCell const& cell) {
    auto rarest = cell.first;
    for (auto piece = cell.first; piece < cell.first + cell.count; ++piece) {
        bool const is_sought = !pieces.have[piece] || cell.have == cell.count;
        bool const is_first = pieces.have[rarest] && cell.have < cell.count;
        if (is_sought && (is_first || copies_of(pieces, piece) < copies_of(pieces, rarest)))
            rarest = piece;
    }
    return rarest;
}

/// Who has it, as far as that is known: of the torrent's rarest pieces alone.
void add_holders(Line& line, api::CopiesView const& copies, std::size_t holders_of_piece) {
    auto const& holders = copies.rarest_holders;
    std::string_view before = holders.size() <= holders_of_piece ? ": " : ", among ";
    for (std::size_t i = 0; i < std::min(most_holders, holders.size()); ++i) {
        line.add(before, Role::dim).add(holder_text(holders[i]));
        before = ", ";
    }
}

/// "rarest missing #2196, which one peer has: 198.51.100.4:6881 (Deluge)".
void draw_rarest_in(Canvas& canvas, int row, api::PiecesView const& pieces, PieceCell const& cell) {
    auto const piece = rarest_in(pieces, cell);
    auto const many = static_cast<std::size_t>(copies_of(pieces, piece));
    Line line{canvas, {row, 1}, canvas.columns() - 2};
    line.add(cell.have < cell.count ? "rarest missing " : "rarest of these ", Role::dim)
        .add(fmt::format("#{}", piece), Role::strong)
        .add(many == 0   ? ", which no peer shows"
             : many == 1 ? ", which one peer has"
                         : fmt::format(", which {} peers have", many));
    auto const& health = canvas.model.details.health;
    if (many > 0 && health &&
        std::ranges::find(health->copies.rarest, piece) != health->copies.rarest.end())
        add_holders(line, health->copies, many);
}

/// Which pieces fewest have, and who: "rarest  214 pieces with 1 copy  held by 198.51.100.4:6881".
void draw_rarest(Canvas& canvas, int row) {
    auto const& health = canvas.model.details.health;
    if (!health || health->copies.rarest_count == 0)
        return;
    auto const& copies = health->copies;
    auto const held = copies.min == 0   ? "that nobody shows"
                      : copies.min == 1 ? "with 1 copy, ours counted"
                                        : fmt::format("with {} copies, ours counted", copies.min);
    Line line{canvas, {row, 1}, canvas.columns() - 2};
    line.add("rarest  ", Role::dim)
        .add(fmt::format("{} {}", counted(static_cast<std::size_t>(copies.rarest_count), "piece"),
                         held),
             class_roles.at(copy_class(copies.min)));
    std::string_view before = "  held by ";
    for (std::size_t i = 0; i < std::min(most_holders, copies.rarest_holders.size()); ++i) {
        line.add(before, Role::dim).add(holder_text(copies.rarest_holders[i]));
        before = ", ";
    }
}

/// What is to be worried about: the pieces that nobody, or only one peer, has.
std::string verdict(api::PiecesView const& pieces, std::size_t missing, bool has_hidden_seed) {
    std::size_t lost = 0;
    std::size_t single = 0;
    for (std::size_t i = 0; i < pieces.have.size(); ++i) {
        int const copies = i < pieces.copies.size() ? pieces.copies[i] : 0;
        lost += !pieces.have[i] && copies == 0 ? std::size_t{1} : 0;
        single += !pieces.have[i] && copies == 1 ? std::size_t{1} : 0;
    }
    if (missing == 0)
        return "all pieces are here";
    if (lost > 0 && has_hidden_seed)
        return fmt::format("{} that a seed shows one by one", counted(lost, "missing piece"));
    if (lost > 0)
        return fmt::format("{} held by nobody we know", counted(lost, "missing piece"));
    if (single > 0)
        return fmt::format("{} held by one peer only", counted(single, "missing piece"));
    return counted(missing, "piece") + " to go, each held by two peers or more";
}

} // namespace

void draw_pieces(Canvas& canvas) {
    auto const body = body_area(canvas.size());
    if (!canvas.model.details.pieces)
        return draw_waiting(canvas, body.top);
    auto const& pieces = *canvas.model.details.pieces;
    auto const area = pieces_area(canvas.size());
    int const width = pieces_width(canvas.size());
    auto const map = piece_map(pieces, static_cast<std::size_t>(width * area.rows));
    auto const have = static_cast<std::size_t>(std::ranges::count(pieces.have, true));
    if (map.empty()) {
        canvas.frame.text({body.top, 1}, "The pieces are not known yet.", Role::dim);
        return;
    }
    auto const& health = canvas.model.details.health;
    bool const has_hidden_seed = health && health->throughput.has_hidden_source;
    Line{canvas, {body.top, 1}, canvas.columns() - 2}
        .add(verdict(pieces, pieces.have.size() - have, has_hidden_seed), Role::strong)
        .add(fmt::format("   {} of {}, {} each, {} a cell",
                         grouped(static_cast<std::int64_t>(have)),
                         grouped(static_cast<std::int64_t>(pieces.have.size())),
                         format_size(pieces.piece_size), map.front().count),
             Role::dim);
    auto const cursor = std::min(canvas.state.detail.piece / map.front().count, map.size() - 1);
    draw_map(canvas, area, map, width, cursor);
    bool const has_legend = has_pieces_legend(canvas.size());
    int row = area.top + (static_cast<int>(map.size()) + width - 1) / width + (has_legend ? 1 : 0);
    draw_cell(canvas, row++, pieces, map[cursor]);
    draw_rarest_in(canvas, row++, pieces, map[cursor]);
    draw_histogram(canvas, row++, pieces);
    if (!has_legend)
        return;
    draw_rarest(canvas, row++);
    draw_legend(canvas, row);
}

} // namespace shoal::tui
