#pragma once

#include "core/api/ban.hpp"

#include <map>
#include <memory>

namespace shoal::api {

enum class TorrentState { loading, checking, metadata, downloading, complete, error };

[[nodiscard]] std::string_view to_string(TorrentState state);

/// One torrent as of a revision. Sizes in bytes, rates in bytes/s of payload.
struct TorrentView {
    TorrentId id = 0;
    InfoHash info_hash;
    std::string name; ///< untrusted
    TorrentState state = TorrentState::loading;
    std::string error;
    std::int64_t size = 0;   ///< whole torrent; 0 until its metadata is known
    std::int64_t wanted = 0; ///< of the selected files
    std::int64_t done = 0;   ///< of `wanted`: verified
    double checked = 0;      ///< 0–1 while checking
    std::int64_t pieces = 0;
    std::int64_t piece_size = 0;
    std::int64_t pieces_done = 0;
    std::int64_t pieces_failed = 0; ///< hash failures in this session
    std::int64_t down_rate = 0;
    std::int64_t up_rate = 0;
    std::int64_t downloaded = 0; ///< payload received in this session
    std::int64_t uploaded = 0;
    std::int64_t wasted = 0; ///< received but thrown away: duplicate or failed
    int peers = 0;           ///< connected
    int seeds = 0;           ///< of those, complete
    double distributed_copies = 0;
    std::map<std::string, int> sources; ///< distinct peers seen, by where we learnt of them
};

struct Snapshot {
    std::uint64_t revision = 0;
    std::vector<TorrentView> torrents;
    std::vector<Endpoint> listening;
    std::int64_t dht_nodes = 0;
    std::vector<Ban> bans; ///< oldest first; some may have run out since
};

/// Seconds to go at the present rate; nothing when it stands still.
[[nodiscard]] std::optional<std::int64_t> eta_seconds(TorrentView const& torrent);

} // namespace shoal::api
