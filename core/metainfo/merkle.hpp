#pragma once

#include "core/base/hash.hpp"

#include <vector>

// Merkle trees of BEP 52: leaves are SHA-256 of 16 KiB blocks, missing leaves are 32 zero bytes,
// an inner node is SHA-256 of its two children.

namespace shoal::metainfo {

/// The root over `leaves`, widened with `filler` to `width`, a power of two >= leaves.size().
[[nodiscard]] Sha256Digest merkle_root(std::vector<Sha256Digest> leaves, std::size_t width,
                                       Sha256Digest filler = {});

/// The root of a subtree of `width` missing leaves.
[[nodiscard]] Sha256Digest zero_root(std::size_t width);

/// A file's root from its pieces' hashes; they must be more than one.
[[nodiscard]] Sha256Digest root_of_pieces(std::vector<Sha256Digest> pieces,
                                          std::int64_t piece_size);

/// The hash of one piece from its blocks' hashes. A file of one piece has a tree just wide enough
/// for its blocks; pieces of longer files are all `piece_size` wide.
[[nodiscard]] Sha256Digest root_of_blocks(std::vector<Sha256Digest> blocks, std::int64_t piece_size,
                                          bool is_only_piece);

} // namespace shoal::metainfo
