#pragma once

#include "core/api/question.hpp"

#include <array>

namespace shoal::tui {

/// Neighbouring pieces that share one cell of the map.
struct PieceCell {
    std::size_t first = 0;
    std::size_t count = 0;
    std::size_t have = 0;
    int rarest = 0;           ///< copies of the rarest piece in it
    int most = 0;             ///< copies of the one that most have
    std::size_t flying = 0;   ///< pieces of it that are on their way
    double arrived = 0;       ///< 0-1: as much as is here of these
    std::int32_t newest = -1; ///< seconds since the newest of it came; -1: none in this run
};

/// So that all have a place; `cells` is not 0.
[[nodiscard]] std::size_t pieces_per_cell(std::size_t pieces, std::size_t cells);
/// Every piece in at most `cells` cells, all alike but the last; never a part of the torrent.
[[nodiscard]] std::vector<PieceCell> piece_map(api::PiecesView const& pieces, std::size_t cells);

/// Files that have bytes in the cell, in their order; files that only pad are left out.
[[nodiscard]] std::vector<api::FileView const*>
files_in(std::vector<api::FileView> const& files, std::int64_t piece_size, PieceCell const& cell);

/// Copies of the piece among the peers we know and us, as CopiesView counts them.
[[nodiscard]] int copies_of(api::PiecesView const& pieces, std::size_t piece);

/// Pieces by how many copies there are: 0, 1, 2–3, 4–7, 8 and more.
inline constexpr std::size_t copy_classes = 5;
[[nodiscard]] std::size_t copy_class(int copies);
[[nodiscard]] std::array<std::size_t, copy_classes> copies_histogram(api::PiecesView const& pieces);

/// What there is of a file's pieces.
struct FileCopies {
    std::optional<int> least; ///< copies of the rarest; nothing: it has none, or they are unknown
    std::size_t single = 0;   ///< pieces with one copy
};

/// Of each file, in their order.
[[nodiscard]] std::vector<FileCopies> copies_by_file(std::vector<api::FileView> const& files,
                                                     api::PiecesView const& pieces);

/// The first piece with bytes of the file; nothing while that is not known.
[[nodiscard]] std::optional<std::size_t> first_piece(std::vector<api::FileView> const& files,
                                                     std::size_t file, std::int64_t piece_size);

} // namespace shoal::tui
