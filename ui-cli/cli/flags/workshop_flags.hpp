#pragma once

#include "core/api/torrents.hpp"

namespace shoal::cli {

// Values of the workshop's flags (create, edit). Each error's `where` is the flag, its `what` what
// to write instead.

using Tiers = std::vector<std::vector<std::string>>;

/// Each use of the flag is a tier, commas part the URLs within one. Empty texts give nothing.
[[nodiscard]] Result<Tiers> read_tiers(std::string const& flag,
                                       std::vector<std::string> const& uses);
/// Empty texts give nothing.
[[nodiscard]] Result<std::vector<std::string>> read_urls(std::string const& flag,
                                                         std::vector<std::string> const& texts);
/// "auto" gives nothing.
[[nodiscard]] Result<std::optional<std::int64_t>> read_piece_size(std::string const& text);
/// "none" gives nothing, an empty text `now`.
[[nodiscard]] Result<std::optional<WallTime>> read_date(std::string const& text, WallTime now);

} // namespace shoal::cli
