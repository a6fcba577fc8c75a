#include "core/engine/lt/lt_answers.hpp"

#include "core/engine/lt/lt_convert.hpp"

#include <libtorrent/announce_entry.hpp>
#include <libtorrent/torrent_status.hpp>

#include <tuple>

namespace shoal::engine {
namespace {

bool has(lt::peer_info const& peer, lt::peer_flags_t flag) {
    return static_cast<bool>(peer.flags & flag);
}

std::optional<std::uint32_t> sending(lt::peer_info const& peer) {
    auto const piece = static_cast<int>(peer.downloading_piece_index);
    return piece < 0 ? std::nullopt : std::optional{static_cast<std::uint32_t>(piece)};
}

api::PeerView to_view(lt::peer_info const& peer) {
    using lt::peer_info;
    auto const met = to_peer(0, peer);
    return {
        .endpoint = met.endpoint,
        .client = peer.client,
        .done = peer.progress_ppm / 1e6,
        .down_rate = peer.payload_down_speed,
        .up_rate = peer.payload_up_speed,
        .downloaded = peer.total_download,
        .uploaded = peer.total_upload,
        .is_seed = has(peer, peer_info::seed),
        .is_outgoing = met.is_outgoing,
        .is_utp = has(peer, peer_info::utp_socket),
        .is_encrypted = has(peer, peer_info::rc4_encrypted),
        .we_want = has(peer, peer_info::interesting),
        .it_wants = has(peer, peer_info::remote_interested),
        .we_choke = has(peer, peer_info::choked),
        .it_chokes = has(peer, peer_info::remote_choked),
        .asked = peer.download_queue_length,
        .asks = peer.upload_queue_length,
        .sending = sending(peer),
        .sources = met.sources,
    };
}

/// The state of one tracker on one of our addresses, for one info-hash.
using Ask = lt::announce_infohash;

/// libtorrent keeps a state for the hash of either version, whether the torrent has it or not.
bool was_used(Ask const& ask) {
    return ask.start_sent || ask.fails > 0 || ask.updating;
}

/// The one that speaks for the tracker: one that works, else the one that failed least; of those
/// that were asked, if any was.
Ask const* best(lt::announce_entry const& tracker) {
    auto const rank = [](Ask const& ask) {
        return std::tuple{!was_used(ask), static_cast<int>(ask.fails), !ask.start_sent};
    };
    Ask const* chosen = nullptr;
    for (auto const& endpoint : tracker.endpoints)
        for (auto const& ask : endpoint.info_hashes)
            if (!chosen || rank(ask) < rank(*chosen))
                chosen = &ask;
    return chosen;
}

api::TrackerState state_of(Ask const& ask) {
    if (ask.updating)
        return api::TrackerState::updating;
    if (ask.fails > 0)
        return api::TrackerState::failing;
    return ask.start_sent ? api::TrackerState::working : api::TrackerState::idle;
}

std::optional<int> known(int count) {
    return count < 0 ? std::nullopt : std::optional{count};
}

api::TrackerView to_view(lt::announce_entry const& tracker) {
    api::TrackerView view{.url = tracker.url, .tier = tracker.tier};
    Ask const* const ask = best(tracker);
    if (!ask)
        return view;
    view.state = state_of(*ask);
    view.message =
        ask->message.empty() && ask->last_error ? ask->last_error.message() : ask->message;
    view.fails = ask->fails;
    view.seeds = known(ask->scrape_complete);
    view.leeches = known(ask->scrape_incomplete);
    auto const left = ask->next_announce - lt::clock_type::now();
    auto const seconds = std::chrono::duration_cast<std::chrono::seconds>(left).count();
    if (seconds >= 0 && ask->next_announce != (lt::time_point32::min)())
        view.next_in = seconds;
    return view;
}

} // namespace

std::vector<lt::peer_info> connected_peers(lt::torrent_handle const& handle) {
    std::vector<lt::peer_info> peers;
    handle.get_peer_info(peers);
    std::erase_if(peers, [](lt::peer_info const& peer) {
        return has(peer, lt::peer_info::handshake) || has(peer, lt::peer_info::connecting);
    });
    return peers;
}

std::vector<api::PeerView> peers_of(lt::torrent_handle const& handle, ChokeDesk::Lines const& lines,
                                    RoundTrips const& round_trips,
                                    std::vector<api::FlightView> const& flight) {
    std::vector<api::PeerView> views;
    for (lt::peer_info const& peer : connected_peers(handle)) {
        auto& view = views.emplace_back(to_view(peer));
        if (auto const line = lines.find(peer.ip); line != lines.end()) {
            view.choke_reason = policy::to_string(line->second.reason);
            view.is_pinned = line->second.is_pinned;
        }
        if (auto const path = round_trips.find(peer.ip); path != round_trips.end())
            view.rtt = path->second;
        for (api::FlightView const& piece : flight)
            if (view.sending == piece.piece)
                view.sending_done = piece.done;
    }
    return views;
}

std::vector<api::TrackerView> trackers_of(lt::torrent_handle const& handle) {
    std::vector<api::TrackerView> views;
    for (lt::announce_entry const& tracker : handle.trackers())
        views.push_back(to_view(tracker));
    return views;
}

} // namespace shoal::engine
