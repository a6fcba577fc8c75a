#pragma once

#include "core/metainfo/metainfo.hpp"

namespace shoal::metainfo {

// A name with control characters, blanks at its end or the like gets another when we write it
// (`LayoutFile::path`). Who made the torrent, and who has its content from elsewhere, has it under
// the name as the author wrote it (`LayoutFile::raw_path`), and it must be found there.

/// True for each file that is there under its raw path, and not under its safe one. `raw`: empty
/// where both are the same. When two files would then be one, it is true for none. Looks at the
/// disk only where a file has a raw path.
[[nodiscard]] std::vector<bool> found_raw(std::vector<fs::path> const& safe,
                                          std::vector<fs::path> const& raw);

} // namespace shoal::metainfo
