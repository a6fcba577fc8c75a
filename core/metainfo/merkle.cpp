#include "core/metainfo/merkle.hpp"

#include "core/api/torrents.hpp"
#include "core/base/check.hpp"

#include <algorithm>
#include <bit>

namespace shoal::metainfo {
namespace {

Sha256Digest parent(Sha256Digest const& left, Sha256Digest const& right) {
    std::array<std::uint8_t, 64> both{};
    std::copy(left.begin(), left.end(), both.begin());
    std::copy(right.begin(), right.end(), both.begin() + 32);
    return sha256(std::as_bytes(std::span{both}));
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
        for (std::size_t i = 0; i < leaves.size() / 2; ++i)
            leaves[i] = parent(leaves[2 * i], leaves[2 * i + 1]);
        leaves.resize(leaves.size() / 2);
        filler = parent(filler, filler);
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

Sha256Digest hash_v2_piece(std::span<std::byte const> bytes, std::int64_t piece_size,
                           bool is_only_piece) {
    constexpr auto block = static_cast<std::size_t>(api::block_size);
    std::vector<Sha256Digest> leaves;
    leaves.reserve(bytes.size() / block + 1);
    for (std::size_t at = 0; at < bytes.size(); at += block)
        leaves.push_back(sha256(bytes.subspan(at, std::min(block, bytes.size() - at))));
    auto const width =
        is_only_piece ? std::bit_ceil(leaves.size()) : static_cast<std::size_t>(piece_size) / block;
    return merkle_root(std::move(leaves), width);
}

} // namespace shoal::metainfo
