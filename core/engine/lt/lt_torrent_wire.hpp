#pragma once

#include "core/engine/lt/lt_awaited.hpp"

#include <libtorrent/announce_entry.hpp>

namespace shoal::engine {

/// The half of the wire that tells one torrent what to do, by its handle and nothing else: at once,
/// or as soon as libtorrent has taken the torrent. Engine thread.
class TorrentWire : public Wire {
public:
    using Wire::set_limits;

    void pause(api::TorrentId id) override;
    void resume(api::TorrentId id) override;
    void move(api::TorrentId id, fs::path const& dir) override;
    void rename(api::TorrentId id, std::size_t file, std::string const& path) override;
    void set_files(api::TorrentId id, std::vector<api::FilePriority> const& priorities) override;
    void set_limits(api::TorrentId id, api::RateLimits const& limits) override;
    void add_sources(api::TorrentId id, Sources const& more) override;
    void set_sequential(api::TorrentId id, bool sequential) override;
    void save_resume(api::TorrentId id) override;
    void announce_dht(api::TorrentId id) override;
    void announce_lsd(api::TorrentId id) override;
    void meet_trackers(api::TorrentId id) override;
    void seek_peers(api::TorrentId id, std::vector<api::Endpoint> const& known) override;

protected:
    /// Takes its trackers away, to be met later, with `more` behind them.
    void keep_trackers(api::TorrentId id, lt::add_torrent_params& params,
                       std::vector<std::string> const& more);
    /// What it was still to do.
    void forget(api::TorrentId id);

    TorrentHandles torrents_;
    AwaitedTorrents awaited_{torrents_};

private:
    std::map<api::TorrentId, std::vector<lt::announce_entry>> unmet_trackers_;
};

} // namespace shoal::engine
