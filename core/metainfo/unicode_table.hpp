#pragma once

#include <cstdint>
#include <span>

namespace shoal::metainfo {

/// A precomposed character and the two it stands for; `mark` 0: the one it stands for.
struct Decomposition {
    std::uint16_t composed;
    std::uint16_t base;
    std::uint16_t mark;
};

/// Canonical decompositions of Latin, Greek, Cyrillic and kana, ordered by `composed`.
/// Source: UnicodeData.txt, Unicode 14.
[[nodiscard]] std::span<Decomposition const> decompositions();

} // namespace shoal::metainfo
