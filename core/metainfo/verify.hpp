#pragma once

#include "core/metainfo/metainfo.hpp"

namespace shoal::metainfo {

/// As api::Torrents::verify, of a torrent that was read already.
[[nodiscard]] Result<api::VerifyReport> verify(Metainfo const& torrent, fs::path const& data,
                                               api::OnProgress const& progress,
                                               std::stop_token stop);

} // namespace shoal::metainfo
