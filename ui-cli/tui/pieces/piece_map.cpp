#include "ui-cli/tui/pieces/piece_map.hpp"

#include <algorithm>
#include <limits>

namespace shoal::tui {
namespace {

/// Those who came in this run, by the newest of them.
void count_age(api::PiecesView const& pieces, std::size_t piece, PieceCell& cell) {
    auto const age = piece < pieces.ages.size() ? pieces.ages[piece] : -1;
    if (age >= 0 && (cell.newest < 0 || age < cell.newest))
        cell.newest = age;
}

void count(api::PiecesView const& pieces, PieceCell& cell) {
    cell.rarest = std::numeric_limits<int>::max();
    for (std::size_t piece = cell.first; piece < cell.first + cell.count; ++piece) {
        cell.have += pieces.have[piece] ? std::size_t{1} : 0;
        cell.rarest = std::min(cell.rarest, copies_of(pieces, piece));
        cell.most = std::max(cell.most, copies_of(pieces, piece));
        count_age(pieces, piece, cell);
    }
}

void count(api::FlightView const& flight, PieceCell& cell) {
    auto const before = cell.arrived * static_cast<double>(cell.flying);
    ++cell.flying;
    cell.arrived = (before + flight.done) / static_cast<double>(cell.flying);
}

/// The pieces with bytes of a file that begins there; both ends included.
std::pair<std::size_t, std::size_t> span_of(std::int64_t at, std::int64_t size,
                                            std::int64_t piece_size) {
    return {static_cast<std::size_t>(at / piece_size),
            static_cast<std::size_t>((at + size - 1) / piece_size)};
}

} // namespace

int copies_of(api::PiecesView const& pieces, std::size_t piece) {
    int const peers = piece < pieces.copies.size() ? pieces.copies[piece] : 0;
    return peers + (piece < pieces.have.size() && pieces.have[piece] ? 1 : 0);
}

std::size_t pieces_per_cell(std::size_t pieces, std::size_t cells) {
    return std::max<std::size_t>(1, (pieces + cells - 1) / cells);
}

std::vector<PieceCell> piece_map(api::PiecesView const& pieces, std::size_t cells) {
    std::vector<PieceCell> map;
    auto const total = pieces.have.size();
    if (cells == 0 || total == 0)
        return map;
    auto const each = pieces_per_cell(total, cells);
    for (std::size_t first = 0; first < total; first += each) {
        PieceCell cell;
        cell.first = first;
        cell.count = std::min(each, total - first);
        count(pieces, cell);
        map.push_back(cell);
    }
    for (auto const& flight : pieces.flight)
        if (flight.piece < total)
            count(flight, map[flight.piece / each]);
    return map;
}

std::vector<api::FileView const*> files_in(std::vector<api::FileView> const& files,
                                           std::int64_t piece_size, PieceCell const& cell) {
    std::vector<api::FileView const*> inside;
    auto const begin = static_cast<std::int64_t>(cell.first) * piece_size;
    auto const end = static_cast<std::int64_t>(cell.first + cell.count) * piece_size;
    std::int64_t at = 0; // one file begins where the one before ends
    for (auto const& file : files) {
        bool const reaches_in = file.size > 0 && at < end && at + file.size > begin;
        if (reaches_in && !file.is_pad)
            inside.push_back(&file);
        at += file.size;
    }
    return inside;
}

std::size_t copy_class(int copies) {
    return copies <= 0 ? 0 : copies == 1 ? 1 : copies <= 3 ? 2 : copies <= 7 ? 3 : 4;
}

std::array<std::size_t, copy_classes> copies_histogram(api::PiecesView const& pieces) {
    std::array<std::size_t, copy_classes> counts{};
    for (std::size_t piece = 0; piece < pieces.have.size(); ++piece)
        ++counts.at(copy_class(copies_of(pieces, piece)));
    return counts;
}

std::vector<FileCopies> copies_by_file(std::vector<api::FileView> const& files,
                                       api::PiecesView const& pieces) {
    std::vector<FileCopies> all(files.size());
    std::int64_t at = 0;
    for (std::size_t i = 0; i < files.size() && pieces.piece_size > 0; ++i) {
        auto const [first, last] = span_of(at, files[i].size, pieces.piece_size);
        at += files[i].size;
        if (files[i].size == 0 || last >= pieces.have.size())
            continue;
        int least = copies_of(pieces, first);
        for (auto piece = first; piece <= last; ++piece) {
            least = std::min(least, copies_of(pieces, piece));
            all[i].single += copies_of(pieces, piece) == 1 ? 1U : 0U;
        }
        all[i].least = least;
    }
    return all;
}

std::optional<std::size_t> first_piece(std::vector<api::FileView> const& files, std::size_t file,
                                       std::int64_t piece_size) {
    if (piece_size <= 0 || file >= files.size() || files[file].size == 0)
        return std::nullopt;
    std::int64_t at = 0;
    for (std::size_t i = 0; i < file; ++i)
        at += files[i].size;
    return span_of(at, files[file].size, piece_size).first;
}

} // namespace shoal::tui
