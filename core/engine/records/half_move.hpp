#pragma once

#include "core/engine/intake/placement.hpp"

#include <stop_token>

namespace shoal::engine {

/// Brings back what a move that was cut off, by a crash or a power cut, had already taken from
/// `there` to `moved_to`; what is at both places was being copied: the copy goes, unless it is a
/// stranger's. So the torrent is whole again, and the move can begin anew. Blocking.
[[nodiscard]] Result<void> undo_half_move(std::vector<fs::path> const& there,
                                          std::vector<fs::path> const& moved_to,
                                          std::stop_token const& stop);

/// As above, for all files of a torrent and what was set aside of unwanted ones.
[[nodiscard]] Result<void> undo_half_move(metainfo::Metainfo const& torrent, api::Add const& add,
                                          fs::path const& moved_to, std::stop_token const& stop);

} // namespace shoal::engine
