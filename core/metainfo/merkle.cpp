#include "core/metainfo/merkle.hpp"

#include "core/api/torrents.hpp"
#include "core/base/check.hpp"
#include "core/base/hash_lanes.hpp"

#include <algorithm>
#include <bit>

namespace shoal::metainfo {
namespace {

/// What a parent is the SHA-256 of: its two children, one after the other.
Bytes pair(std::span<Sha256Digest const> children, std::size_t parent) {
    return std::as_bytes(children.subspan(2 * parent, 2));
}

/// Replaces an even number of nodes by their parents.
void climb(std::vector<Sha256Digest>& nodes) {
    auto const parents = nodes.size() / 2;
    for (std::size_t i = 0; i < parents; i += lane_count) {
        std::array<Bytes, lane_count> messages{};
        std::array<Sha256Digest, lane_count> digests{};
        auto const some = std::min(lane_count, parents - i);
        for (std::size_t lane = 0; lane < some; ++lane)
            messages[lane] = pair(nodes, i + lane);
        sha256_many(std::span{messages}.first(some), std::span{digests}.first(some));
        std::copy_n(digests.begin(), some, nodes.begin() + static_cast<std::ptrdiff_t>(i));
    }
    nodes.resize(parents);
}

} // namespace

Sha256Digest merkle_root(std::vector<Sha256Digest> leaves, std::size_t width, Sha256Digest filler) {
    SHOAL_CHECK(std::has_single_bit(width) && leaves.size() <= width, "{} leaves of {}",
                leaves.size(), width);
    if (leaves.empty())
        leaves.push_back(filler);
    // Only the part with real leaves is computed; what is right of it is `filler` on each level.
    for (; width > 1; width /= 2) {
        if (leaves.size() % 2 == 1)
            leaves.push_back(filler);
        climb(leaves);
        filler = sha256(pair(std::array{filler, filler}, 0));
    }
    return leaves[0];
}

Sha256Digest zero_root(std::size_t width) {
    return merkle_root({}, width);
}

Sha256Digest root_of_pieces(std::vector<Sha256Digest> pieces, std::int64_t piece_size) {
    auto const blocks = static_cast<std::size_t>(piece_size / api::block_size);
    auto const width = std::bit_ceil(pieces.size());
    return merkle_root(std::move(pieces), width, zero_root(blocks));
}

Sha256Digest root_of_blocks(std::vector<Sha256Digest> blocks, std::int64_t piece_size,
                            bool is_only_piece) {
    auto const width = is_only_piece ? std::bit_ceil(blocks.size())
                                     : static_cast<std::size_t>(piece_size / api::block_size);
    return merkle_root(std::move(blocks), width);
}

} // namespace shoal::metainfo
