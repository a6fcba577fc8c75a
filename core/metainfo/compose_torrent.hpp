#pragma once

#include "core/metainfo/content.hpp"
#include "core/metainfo/hash_pool.hpp"
#include "core/metainfo/outer_fields.hpp"

namespace shoal::metainfo {

/// A torrent's files, laid out but not yet hashed.
struct Draft {
    Content content;
    std::int64_t piece_size = 0;
    std::vector<LayoutFile> layout; ///< pads included
    std::vector<fs::path> disk;     ///< one for each of `layout`
};

/// v1: files follow each other. v2, hybrid: each begins a piece, with pads between (BEP 47, 52).
[[nodiscard]] Draft draft_of(Content content, api::Format format, std::int64_t piece_size);

/// The whole .torrent. `hashes`: one a piece of the draft.
[[nodiscard]] std::string compose_torrent(api::CreateSpec const& spec, Draft const& draft,
                                          std::vector<PieceHash> const& hashes);

} // namespace shoal::metainfo
