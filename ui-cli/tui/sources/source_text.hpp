#pragma once

#include "core/base/file.hpp"

#include <string>
#include <string_view>

namespace shoal::tui {

// What users type or paste where a torrent is wanted. Pure.

enum class SourceKind { none, magnet, info_hash, url, file };

/// By its looks alone.
[[nodiscard]] SourceKind source_kind(std::string_view text);

/// For people: "magnet of debian.iso", "a file". Untrusted.
[[nodiscard]] std::string describe_source(std::string_view text);

/// The first line, without spaces around it.
[[nodiscard]] std::string first_line(std::string_view text);

/// As typed paths are meant: from `folder` on, ~/ is `home`.
[[nodiscard]] fs::path typed_path(std::string_view text, fs::path const& folder,
                                  fs::path const& home);

} // namespace shoal::tui
