#pragma once

#include "core/api/snapshot.hpp"

namespace shoal::cli {

// How `shoal list` shows torrents. Pure.

using TorrentViews = std::vector<std::shared_ptr<api::TorrentView const>>;

/// The words that --sort takes.
[[nodiscard]] std::vector<std::string> const& sort_fields();

/// By a field of `sort_fields`: texts from A to Z, figures from the largest. Equal ones stay in
/// order.
void sort_torrents(TorrentViews& torrents, std::string const& field, bool is_reversed);

/// A title line and one for each torrent. With a width, cut to it; without one, for programs.
[[nodiscard]] std::vector<std::string> list_lines(TorrentViews const& torrents,
                                                  std::optional<int> width);
/// "3 torrents: 1 downloading, 2 seeding; down 1.2 MiB/s, up 300 KiB/s".
[[nodiscard]] std::string list_summary(TorrentViews const& torrents);

} // namespace shoal::cli
