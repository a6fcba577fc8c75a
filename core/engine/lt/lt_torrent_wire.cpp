#include "core/engine/lt/lt_torrent_wire.hpp"

#include "core/engine/lt/lt_convert.hpp"

#include <libtorrent/add_torrent_params.hpp>

namespace shoal::engine {

void TorrentWire::keep_trackers(api::TorrentId id, lt::add_torrent_params& params,
                                std::vector<std::string> const& more) {
    auto& trackers = unmet_trackers_[id] = take_trackers(params);
    append_tiers(more, trackers);
}

void TorrentWire::forget(api::TorrentId id) {
    unmet_trackers_.erase(id);
    awaited_.forget(id);
}

void TorrentWire::pause(api::TorrentId id) {
    awaited_.once_there(id, [](lt::torrent_handle const& torrent) { torrent.pause(); });
}

void TorrentWire::resume(api::TorrentId id) {
    awaited_.once_there(id, [](lt::torrent_handle const& torrent) { torrent.resume(); });
}

void TorrentWire::move(api::TorrentId id, fs::path const& dir) {
    awaited_.once_there(id, [dir = dir.string()](lt::torrent_handle const& torrent) {
        torrent.move_storage(dir, lt::move_flags_t::fail_if_exist);
    });
}

void TorrentWire::rename(api::TorrentId id, std::size_t file, std::string const& path) {
    awaited_.once_there(id, [file, path](lt::torrent_handle const& torrent) {
        torrent.rename_file(lt::file_index_t{static_cast<int>(file)}, path);
    });
}

void TorrentWire::set_files(api::TorrentId id, std::vector<api::FilePriority> const& priorities) {
    awaited_.once_there(id,
                        [levels = to_priorities(priorities)](lt::torrent_handle const& torrent) {
                            torrent.prioritize_files(levels);
                        });
}

void TorrentWire::set_limits(api::TorrentId id, api::RateLimits const& limits) {
    awaited_.once_there(id, [limits](lt::torrent_handle const& torrent) {
        torrent.set_upload_limit(to_limit(limits.up));
        torrent.set_download_limit(to_limit(limits.down));
    });
}

void TorrentWire::add_sources(api::TorrentId id, Sources const& more) {
    auto const unmet = unmet_trackers_.find(id);
    if (unmet != unmet_trackers_.end())
        append_tiers(more.trackers, unmet->second);
    bool const are_met = unmet == unmet_trackers_.end();
    awaited_.once_there(id, [more, are_met](lt::torrent_handle const& torrent) {
        for (std::string const& url : more.web_seeds)
            torrent.add_url_seed(url);
        if (!are_met || more.trackers.empty())
            return;
        auto trackers = torrent.trackers();
        auto const had = trackers.size();
        append_tiers(more.trackers, trackers);
        for (std::size_t i = had; i < trackers.size(); ++i)
            torrent.add_tracker(trackers[i]);
    });
}

void TorrentWire::set_sequential(api::TorrentId id, bool sequential) {
    awaited_.once_there(id, [sequential](lt::torrent_handle const& torrent) {
        auto const flag = lt::torrent_flags::sequential_download;
        torrent.set_flags(sequential ? flag : lt::torrent_flags_t{}, flag);
    });
}

void TorrentWire::save_resume(api::TorrentId id) {
    awaited_.once_there(id, [](lt::torrent_handle const& torrent) {
        torrent.save_resume_data(lt::torrent_handle::flush_disk_cache);
    });
}

void TorrentWire::announce_dht(api::TorrentId id) {
    auto const handle = torrents_.handle(id);
    if (!handle.is_valid())
        return;
    handle.unset_flags(lt::torrent_flags::disable_dht);
    handle.force_dht_announce();
    handle.set_flags(lt::torrent_flags::disable_dht);
}

void TorrentWire::announce_lsd(api::TorrentId id) {
    auto const handle = torrents_.handle(id);
    if (!handle.is_valid())
        return;
    handle.unset_flags(lt::torrent_flags::disable_lsd);
    handle.force_lsd_announce();
    handle.set_flags(lt::torrent_flags::disable_lsd);
}

void TorrentWire::meet_trackers(api::TorrentId id) {
    auto const handle = torrents_.handle(id);
    if (!handle.is_valid())
        return;
    if (auto const trackers = unmet_trackers_.extract(id))
        handle.replace_trackers(trackers.mapped());
}

void TorrentWire::seek_peers(api::TorrentId id, std::vector<api::Endpoint> const& known) {
    auto const handle = torrents_.handle(id);
    if (!handle.is_valid())
        return;
    handle.force_reannounce();
    for (auto const& peer : to_endpoints(known))
        handle.connect_peer(peer);
}

} // namespace shoal::engine
