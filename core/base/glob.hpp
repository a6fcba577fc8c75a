#pragma once

#include "core/base/result.hpp"

namespace shoal {

/// Whether a glob (glob_matches) names the path of a file in a torrent: the whole of it, the same
/// without the torrent's own name in front, or its last part alone.
[[nodiscard]] bool glob_fits(std::string const& glob, std::string const& path);

/// invalid_input, where: the glob, when a [ in it is never closed or a \ escapes nothing: it would
/// silently match nothing.
[[nodiscard]] Result<void> check_glob(std::string const& glob);

} // namespace shoal
