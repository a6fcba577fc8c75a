#pragma once

#include "core/api/snapshot.hpp"
#include "core/control/metrics_text.hpp"

#include <span>

namespace shoal::control {

using TorrentViews = std::span<std::shared_ptr<api::TorrentView const> const>;

/// Sums and counts over all of them.
void write_torrents(MetricsText& text, TorrentViews torrents);

/// Series of its own for each of at most `most` torrents: worst health first, then those that move
/// most, then the oldest. Those of which no health is known come after all others.
void write_each_torrent(MetricsText& text, TorrentViews torrents, int most);

} // namespace shoal::control
