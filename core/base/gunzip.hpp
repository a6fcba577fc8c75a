#pragma once

#include "core/base/result.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace shoal {

/// Whether the bytes begin like a gzip file (RFC 1952).
[[nodiscard]] bool is_gzip(std::string_view bytes);

/// The content of a gzip file, of all its members in turn. invalid_input when it is damaged, cut
/// off, or holds more than `limit` bytes: a few kilobytes may unfold into gigabytes.
[[nodiscard]] Result<std::string> gunzip(std::string_view bytes, std::int64_t limit);

} // namespace shoal
