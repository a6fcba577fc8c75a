#pragma once

#include "core/api/torrents.hpp"

namespace shoal::metainfo {

/// As api::Torrents::edit. The info dict is carried over byte for byte.
[[nodiscard]] Result<api::TorrentSummary> edit(api::EditSpec const& spec);

} // namespace shoal::metainfo
