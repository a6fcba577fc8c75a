#pragma once

#include "core/metainfo/metainfo.hpp"

namespace shoal::metainfo {

/// The files as libtorrent will lay them out and name them on disk, pads included, for a .torrent
/// that was inspected. invalid_input when libtorrent will not take it.
[[nodiscard]] Result<std::vector<LayoutFile>> lt_layout(std::string const& torrent);

} // namespace shoal::metainfo
