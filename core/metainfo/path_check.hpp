#pragma once

#include "core/base/result.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace shoal::metainfo {

inline constexpr std::size_t max_component = 255; ///< bytes, as on every common file system
inline constexpr std::size_t max_components = 100;
inline constexpr std::size_t max_path = 4000; ///< bytes; Linux takes 4095 with the folder's own

/// invalid_input when the part of a path could lead out of its folder or cannot be a file's name:
/// empty, ".", "..", with '/' or NUL, longer than 255 bytes.
[[nodiscard]] Result<void> check_component(std::string_view part);

/// Equal for paths that some file system takes for the same: what differs only by case or by
/// Unicode normalisation. Covers case in ASCII, Latin, Greek and Cyrillic, composed against
/// decomposed letters of these, kana and Hangul. Not: other scripts, ligatures, order of several
/// marks.
[[nodiscard]] std::string fold_path(std::string_view path);

/// invalid_input, naming both, when two paths are the same after folding, or one is a folder of the
/// other.
[[nodiscard]] Result<void> check_collisions(std::vector<std::string_view> const& paths);

} // namespace shoal::metainfo
