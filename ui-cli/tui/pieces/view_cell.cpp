#include "ui-cli/term/sanitise.hpp"
#include "ui-cli/term/width.hpp"
#include "ui-cli/tui/draw/format.hpp"
#include "ui-cli/tui/pieces/piece_signs.hpp"
#include "ui-cli/tui/pieces/view_pieces_parts.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace shoal::tui {
namespace {

using term::Role;

constexpr std::size_t most_missing = 4; // of one cell, by number
constexpr int least_for_copies = 64;    // columns; on fewer the cell's files come before them
constexpr int least_for_files = 14;     // columns, before what is in flight

std::string span_text(std::size_t from, std::size_t to) {
    return from == to ? std::to_string(from) : fmt::format("{}-{}", from, to);
}

std::string number_text(PieceCell const& cell) {
    return "#" + span_text(cell.first, cell.first + cell.count - 1);
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

std::string arriving_text(Canvas const& canvas, api::FlightView const& flight, bool tells_whence) {
    auto text = fmt::format("in flight #{}", flight.piece);
    if (!flight.from.empty() && tells_whence)
        text += fmt::format(" {} {}", canvas.sign("←", "<-"), flight.from.front().host);
    if (flight.from.size() > 1 && tells_whence)
        text += fmt::format(" +{}", flight.from.size() - 1);
    return text + fmt::format(" {:.0f} %", flight.done * 100);
}

/// "in flight #2194 ← 192.0.2.40 62 % and 1 more", or as much of it as there is room for; empty
/// when nothing is.
std::string flight_text(Canvas const& canvas, api::PiecesView const& pieces, PieceCell const& cell,
                        int room) {
    if (cell.flying == 0)
        return {};
    auto const first = std::ranges::find_if(pieces.flight, [&](api::FlightView const& flight) {
        return flight.piece >= cell.first && flight.piece < cell.first + cell.count;
    });
    auto const more =
        cell.flying > 1 ? fmt::format(" and {} more", cell.flying - 1) : std::string{};
    auto const arriving = arriving_text(canvas, *first, false);
    return longest_fitting({arriving_text(canvas, *first, true) + more, arriving + more, arriving},
                           room);
}

/// The first that fewest have: of those in the cell that are missing, or else of all in it.
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

/// ", which we and 2 peers have".
std::string havers_text(std::size_t peers, bool is_ours) {
    if (peers == 0)
        return is_ours ? ", which only we have" : ", which no peer shows";
    auto const others = peers == 1 ? std::string{"one peer"} : fmt::format("{} peers", peers);
    return is_ours      ? fmt::format(", which we and {} have", others)
           : peers == 1 ? ", which one peer has"
                        : fmt::format(", which {} have", others);
}

/// Who has it, as far as that is known: of the torrent's rarest pieces alone.
void add_holders(Line& line, Details const& details, std::size_t holders_of_piece) {
    constexpr std::size_t most_holders = 3;
    auto const& holders = details.health->copies.rarest_holders;
    std::string_view before = holders.size() <= holders_of_piece ? ": " : ", among ";
    for (std::size_t i = 0; i < std::min(most_holders, holders.size()); ++i) {
        auto const name = api::to_string(holders[i].endpoint);
        auto const choking = choking_text(details, holders[i].endpoint);
        if (static_cast<int>(before.size() + name.size() + choking.size()) > line.left())
            return;
        line.add(before, Role::dim).add(name).add(choking, Role::dim);
        before = ", ";
    }
}

} // namespace

void draw_cell(Canvas& canvas, int row, api::PiecesView const& pieces, PieceCell const& cell) {
    Line line{canvas, {row, 1}, canvas.columns() - 2};
    line.add(number_text(cell), Role::strong).add(fmt::format("  {}  ", have_text(cell)));
    if (canvas.columns() >= least_for_copies)
        line.add("copies ", Role::dim)
            .add(span_text(static_cast<std::size_t>(cell.rarest),
                           static_cast<std::size_t>(cell.most)),
                 copies_role(cell.rarest))
            .add("  ");
    auto const flight = flight_text(canvas, pieces, cell, line.left() - least_for_files);
    int const room = line.left() - (flight.empty() ? 0 : term::display_width(flight) + 2);
    line.add(files_text(canvas, cell, std::max(std::min(least_for_files, line.left()), room)),
             Role::strong);
    if (!flight.empty())
        line.add("  " + flight, Role::down);
    if (auto const missing = missing_text(pieces, cell);
        term::display_width(missing) + 2 <= line.left())
        line.add("  " + missing);
}

void draw_peer_cell(Canvas& canvas, int row, PieceCell const& cell, std::size_t lacking) {
    Line line{canvas, {row, 1}, canvas.columns() - 2};
    line.add(number_text(cell), Role::strong)
        .add(fmt::format("  it has {} of {}", cell.have, cell.count));
    if (lacking > 0)
        line.add(fmt::format(", {} of which we lack", lacking), Role::down);
    line.add("  ").add(files_text(canvas, cell, line.left()), Role::strong);
}

void draw_rarest_in(Canvas& canvas, int row, api::PiecesView const& pieces, PieceCell const& cell) {
    auto const piece = rarest_in(pieces, cell);
    bool const is_ours = pieces.have[piece];
    auto const peers = static_cast<std::size_t>(copies_of(pieces, piece)) - (is_ours ? 1U : 0U);
    Line line{canvas, {row, 1}, canvas.columns() - 2};
    line.add(cell.have < cell.count ? "rarest missing " : "rarest of these ", Role::dim)
        .add(fmt::format("#{}", piece), Role::strong)
        .add(havers_text(peers, is_ours));
    auto const& health = canvas.model.details.health;
    if (peers > 0 && health &&
        std::ranges::find(health->copies.rarest, piece) != health->copies.rarest.end())
        add_holders(line, canvas.model.details, peers);
}

} // namespace shoal::tui
