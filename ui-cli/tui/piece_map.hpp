#pragma once

#include "core/api/question.hpp"

#include <array>

namespace shoal::tui {

/// Neighbouring pieces that share one cell of the map.
struct PieceCell {
    std::size_t first = 0;
    std::size_t count = 0;
    std::size_t have = 0;
    int rarest = 0; ///< copies of the rarest piece in it among peers
    int most = 0;   ///< copies of the one that most have
};

/// So that all have a place; `cells` is not 0.
[[nodiscard]] std::size_t pieces_per_cell(std::size_t pieces, std::size_t cells);
/// Every piece in at most `cells` cells, all alike but the last; never a part of the torrent.
[[nodiscard]] std::vector<PieceCell> piece_map(api::PiecesView const& pieces, std::size_t cells);

/// Files that have bytes in the cell, in their order; files that only pad are left out.
[[nodiscard]] std::vector<api::FileView const*>
files_in(std::vector<api::FileView> const& files, std::int64_t piece_size, PieceCell const& cell);

/// Peers that hold the piece; none while that is not known.
[[nodiscard]] int copies_of(api::PiecesView const& pieces, std::size_t piece);

/// Pieces by how many peers hold them: 0, 1, 2–3, 4–7, 8 and more.
inline constexpr std::size_t copy_classes = 5;
[[nodiscard]] std::size_t copy_class(int copies);
[[nodiscard]] std::array<std::size_t, copy_classes> copies_histogram(api::PiecesView const& pieces);

} // namespace shoal::tui
