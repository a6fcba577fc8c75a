#include "ui-cli/tui/piece_map.hpp"

#include <algorithm>
#include <limits>

namespace shoal::tui {

int copies_of(api::PiecesView const& pieces, std::size_t piece) {
    return piece < pieces.copies.size() ? pieces.copies[piece] : 0;
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
        PieceCell cell{first, std::min(each, total - first), 0, std::numeric_limits<int>::max(), 0};
        for (std::size_t piece = first; piece < first + cell.count; ++piece) {
            cell.have += pieces.have[piece] ? std::size_t{1} : 0;
            cell.rarest = std::min(cell.rarest, copies_of(pieces, piece));
            cell.most = std::max(cell.most, copies_of(pieces, piece));
        }
        map.push_back(cell);
    }
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

} // namespace shoal::tui
