#include "core/base/units.hpp"
#include "ui-cli/term/width.hpp"
#include "ui-cli/tui/draw/format.hpp"
#include "ui-cli/tui/pieces/piece_signs.hpp"
#include "ui-cli/tui/pieces/view_pieces_parts.hpp"
#include "ui-cli/tui/views.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>

namespace shoal::tui {
namespace {

using term::Role;

constexpr std::array<std::string_view, map_mode_count> mode_names{"availability", "have", "flight",
                                                                  "age"};
constexpr std::array<std::string_view, map_mode_count> chosen_names{"AVAILABILITY", "HAVE",
                                                                    "FLIGHT", "AGE"};

std::string number(std::size_t count) {
    return grouped(static_cast<std::int64_t>(count));
}

std::size_t count_of(std::vector<bool> const& flags) {
    return static_cast<std::size_t>(std::ranges::count(flags, true));
}

/// "[v] AVAILABILITY have flight age   2 pieces a cell", beside the tabs.
void draw_modes(Canvas& canvas, int line, std::size_t each) {
    auto const chosen = static_cast<std::size_t>(canvas.state.detail.map);
    auto key = bracketed(key_for(Action::next_map, pieces_scope, canvas.state.keymap));
    key += key.empty() ? "" : " ";
    auto names = mode_names;
    names.at(chosen) = chosen_names.at(chosen);
    auto const text = fmt::format("{}{}", key, fmt::join(names, " "));
    auto const cells = fmt::format("{}   cell = {}", text, counted(each, "piece"));
    beside(canvas, line, {cells, text, fmt::format("{}{}", key, names.at(chosen))});
}

/// What is to be worried about: the pieces that nobody, or only one, has.
std::string verdict(api::PiecesView const& pieces, std::size_t missing, bool has_hidden_seed) {
    std::size_t lost = 0;
    std::size_t single = 0;
    std::size_t only_ours = 0;
    for (std::size_t i = 0; i < pieces.have.size(); ++i) {
        int const copies = copies_of(pieces, i);
        lost += copies == 0 ? 1U : 0U;
        single += !pieces.have[i] && copies == 1 ? 1U : 0U;
        only_ours += pieces.have[i] && copies == 1 ? 1U : 0U;
    }
    if (missing == 0)
        return only_ours == 0
                   ? "all pieces are here"
                   : fmt::format("all pieces are here, {} of them nowhere else", number(only_ours));
    if (lost > 0 && has_hidden_seed)
        return fmt::format("{} that a seed shows one by one", counted(lost, "missing piece"));
    if (lost > 0)
        return fmt::format("{} held by nobody we know", counted(lost, "missing piece"));
    if (single > 0)
        return fmt::format("{} held by one peer only", counted(single, "missing piece"));
    return counted(missing, "piece") + " to go, each held by two peers or more";
}

void draw_verdict(Canvas& canvas, int row, api::PiecesView const& pieces) {
    auto const& health = canvas.model.details.health;
    bool const has_hidden_seed = health && health->throughput.has_hidden_source;
    auto const have = count_of(pieces.have);
    auto const total = pieces.have.size();
    auto const share = fmt::format("   {} of {} here", number(have), number(total));
    Line line{canvas, {row, 1}, canvas.columns() - 2};
    line.add(verdict(pieces, total - have, has_hidden_seed), Role::strong);
    line.add(longest_fitting(
                 {fmt::format("{}, {} each", share, format_size(pieces.piece_size)), share, ""},
                 line.left()),
             Role::dim);
}

/// The terminal's own cursor shows where one is, without colours too.
template <class SignAt>
void draw_map(Canvas& canvas, Area area, std::vector<PieceCell> const& map, std::size_t cursor,
              SignAt const& sign_at) {
    int const width = pieces_width(canvas.size());
    for (std::size_t i = 0; i < map.size(); ++i) {
        int const row = area.top + static_cast<int>(i) / width;
        int const column = static_cast<int>(i) % width;
        if (column == 0) {
            canvas.frame.text_before({row, pieces_left - 1}, std::to_string(map[i].first),
                                     Role::dim);
            canvas.frame.clickable({row, pieces_left}, width, "Cell", i);
        }
        auto const [glyph, role] = sign_at(i);
        canvas.frame.text({row, pieces_left + column}, glyph, role);
        if (i == cursor) {
            canvas.frame.cursor = {row, pieces_left + column};
            canvas.frame.restyle(*canvas.frame.cursor, 1, Role::selected);
        }
    }
}

void draw_ours(Canvas& canvas, Area area, std::vector<PieceCell> const& map, std::size_t cursor) {
    draw_map(canvas, area, map, cursor,
             [&](std::size_t i) { return sign_of(map[i], canvas.state.detail.map, canvas.caps); });
    if (has_copies_side(canvas.size()))
        draw_copies_bars(canvas, area.top, *canvas.model.details.pieces);
}

/// With smaller gaps where there is little room, and at last without what stands apart at its end.
void draw_legend(Canvas& canvas, int row, std::string const& legend) {
    auto const tight = [](std::string text) {
        for (auto gap = text.find("  "); gap != std::string::npos; gap = text.find("  "))
            text.erase(gap, 1);
        return text;
    };
    auto const head = legend.substr(0, legend.find("   "));
    int const room = canvas.columns() - 2;
    canvas.frame.label({row, 1}, longest_fitting({legend, tight(legend), head, tight(head)}, room),
                       Role::dim, room);
}

void draw_legend(Canvas& canvas, int row) {
    auto const mode = canvas.state.detail.map;
    auto const legend = std::string{legend_of(mode, canvas.caps)};
    draw_legend(canvas, row,
                longest_fitting({legend + std::string{colours_of(mode, canvas.caps)}, legend},
                                canvas.columns() - 2));
}

/// Below the map, from `row` on: what it shows, the cell at the cursor, what is rarest.
void draw_words(Canvas& canvas, int row, api::PiecesView const& pieces, PieceCell const& cell) {
    bool const has_legend = has_pieces_legend(canvas.size());
    if (has_legend)
        draw_legend(canvas, row++);
    draw_cell(canvas, row++, pieces, cell);
    draw_rarest_in(canvas, row++, pieces, cell);
    if (!has_copies_side(canvas.size()))
        draw_copies_line(canvas, row++, pieces);
    if (has_legend)
        draw_rarest(canvas, row);
}

int row_below(Canvas const& canvas, Area area, std::size_t cells) {
    int const width = pieces_width(canvas.size());
    int const rows = (static_cast<int>(cells) + width - 1) / width;
    return area.top + rows + (has_pieces_legend(canvas.size()) ? 1 : 0);
}

/// What it did not tell of it has not, as far as we know.
api::PiecesView pieces_of_peer(PeerPieces const& known, std::size_t total) {
    auto its = known.pieces;
    its.have.resize(total);
    return its;
}

/// Of what it has, what we have not.
api::PiecesView lacking_of(api::PiecesView const& its, api::PiecesView const& ours) {
    api::PiecesView lacking;
    for (std::size_t i = 0; i < its.have.size(); ++i)
        lacking.have.push_back(its.have[i] && !ours.have[i]);
    return lacking;
}

void draw_peer_verdict(Canvas& canvas, int row, PeerPieces const& known, std::size_t have,
                       std::size_t lacking) {
    auto const total = canvas.model.details.pieces->have.size();
    Line line{canvas, {row, 1}, canvas.columns() - 2};
    line.add(
        fmt::format("{} has {} of {}", api::to_string(known.peer), number(have), number(total)),
        Role::strong);
    if (!known.failure.empty())
        line.add("   as of before: " + known.failure, Role::warn);
    else if (lacking > 0)
        line.add(fmt::format(", {} of which we lack", number(lacking)), Role::down);
    else
        line.add(", nothing that we lack", Role::dim);
}

/// The map of a peer, in the cells of our own.
void draw_peer(Canvas& canvas, Area area, PieceCell const& ours, std::size_t cursor) {
    auto const& details = canvas.model.details;
    auto const back = bracketed(key_back(pieces_scope, canvas.state.keymap));
    beside(canvas, area.top - 2, {back + " back to the peers", back + " back"});
    if (!details.peer_pieces || details.peer_pieces->peer != *canvas.state.detail.map_of)
        return draw_waiting(canvas, area.top - 1);
    auto const its = pieces_of_peer(*details.peer_pieces, details.pieces->have.size());
    auto const lacking = lacking_of(its, *details.pieces);
    auto const cells = static_cast<std::size_t>(pieces_width(canvas.size()) * area.rows);
    auto const map = piece_map(its, cells);
    auto const lacks = piece_map(lacking, cells);
    draw_peer_verdict(canvas, area.top - 1, *details.peer_pieces, count_of(its.have),
                      count_of(lacking.have));
    draw_map(canvas, area, map, cursor,
             [&](std::size_t i) { return sign_of_peer(map[i], lacks[i].have > 0, canvas.caps); });
    int row = row_below(canvas, area, map.size());
    if (has_pieces_legend(canvas.size()))
        draw_legend(canvas, row++, std::string{legend_of_peer(canvas.caps)});
    draw_peer_cell(canvas, row++, map[cursor], lacks[cursor].have);
    draw_rarest_in(canvas, row, *details.pieces, ours);
}

void draw_holders_of(Canvas& canvas, Area area, api::PiecesView const& pieces,
                     PieceCell const& cell) {
    auto const& pane = *canvas.state.detail.holders;
    auto const span = pane.end == pane.first + 1
                          ? fmt::format("piece {}", pane.first)
                          : fmt::format("pieces {}-{}", pane.first, pane.end - 1);
    auto const& keymap = canvas.state.keymap;
    auto const to_peer = key_for(Action::show_holders, pieces_scope, keymap);
    auto const back = fmt::format("{} back", key_back(pieces_scope, keymap));
    Line line{canvas, {area.top - 1, 1}, canvas.columns() - 2};
    line.add("who has " + span, Role::strong);
    line.add(
        longest_fitting(
            {(to_peer.empty() ? "   " : fmt::format("   {} goes to the peer, ", to_peer)) + back,
             "   " + back},
            line.left()),
        Role::dim);
    draw_holders(canvas, area);
    int const below = area.top + area.rows + (has_pieces_legend(canvas.size()) ? 1 : 0);
    draw_cell(canvas, below, pieces, cell);
    draw_rarest_in(canvas, below + 1, pieces, cell);
}

} // namespace

void draw_pieces(Canvas& canvas) {
    auto const body = body_area(canvas.size());
    auto const& detail = canvas.state.detail;
    if (!canvas.model.details.pieces)
        return draw_waiting(canvas, body.top);
    auto const& pieces = *canvas.model.details.pieces;
    auto const area = pieces_area(canvas.size());
    auto const cells = static_cast<std::size_t>(pieces_width(canvas.size()) * area.rows);
    auto const map = piece_map(pieces, cells);
    if (map.empty()) {
        canvas.frame.text({body.top, 1}, "The pieces are not known yet.", Role::dim);
        return;
    }
    auto const cursor = std::min(detail.piece / map.front().count, map.size() - 1);
    if (detail.holders)
        return draw_holders_of(canvas, area, pieces, map[cursor]);
    if (detail.map_of)
        return draw_peer(canvas, area, map[cursor], cursor);
    draw_modes(canvas, body.top - 1, map.front().count);
    draw_verdict(canvas, body.top, pieces);
    draw_ours(canvas, area, map, cursor);
    draw_words(canvas, row_below(canvas, area, map.size()), pieces, map[cursor]);
}

} // namespace shoal::tui
