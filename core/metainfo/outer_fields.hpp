#pragma once

#include "core/api/torrents.hpp"
#include "core/metainfo/bencode.hpp"

namespace shoal::metainfo {

/// Fills in what describes a torrent but not its content: trackers, web seeds, nodes, comment,
/// source, creator, date, private flag. A field of the wrong type costs a warning, not the torrent.
void read_outer_fields(bencode::Value root, bencode::Value info, api::TorrentSummary& summary);

// Each sets its fields in a .torrent's outer dict, or takes them away when there is nothing to say.
void set_trackers(bencode::RawDict& root, std::vector<std::vector<std::string>> const& tiers);
void set_web_seeds(bencode::RawDict& root, std::vector<std::string> const& urls);
void set_comment(bencode::RawDict& root, std::string const& comment);

} // namespace shoal::metainfo
