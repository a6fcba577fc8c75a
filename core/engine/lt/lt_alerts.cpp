#include "core/engine/lt/lt_alerts.hpp"

#include "core/base/file.hpp"
#include "core/engine/lt/lt_convert.hpp"

#include <fmt/format.h>
#include <libtorrent/alert_types.hpp>
#include <libtorrent/session_stats.hpp>
#include <libtorrent/torrent_info.hpp>

namespace shoal::engine {
namespace {

using Events = std::vector<WireEvent>;

// libtorrent's own socket_type_name is not exported.
char const* protocol_of(lt::socket_type_t type) {
    switch (type) {
    case lt::socket_type_t::tcp:
        return "tcp";
    case lt::socket_type_t::utp:
        return "utp";
    case lt::socket_type_t::tcp_ssl:
        return "tcp-ssl";
    case lt::socket_type_t::utp_ssl:
        return "utp-ssl";
    case lt::socket_type_t::socks5:
        return "socks5";
    case lt::socket_type_t::http:
        return "http";
    case lt::socket_type_t::i2p:
        return "i2p";
    case lt::socket_type_t::socks5_ssl:
        return "socks5-ssl";
    case lt::socket_type_t::http_ssl:
        return "http-ssl";
    }
    return "?";
}

void on(lt::add_torrent_alert& alert, TorrentHandles& torrents, Events& events) {
    auto const id = torrent_id(alert.params.userdata);
    if (alert.error) {
        events.emplace_back(TorrentFailed{id, alert.error.message(), {}});
        return;
    }
    torrents.remember(id, alert.handle);
    if (!alert.params.ti) // there is nothing to check
        events.emplace_back(Joined{id});
}

void on(lt::state_update_alert& alert, TorrentHandles& torrents, Events& events) {
    for (auto const& status : alert.status)
        if (auto const id = torrents.id(status.handle))
            events.emplace_back(to_status(id, status));
}

void on(lt::session_stats_alert& alert, TorrentHandles&, Events& events) {
    // To find a name takes libtorrent a microsecond.
    auto const of = [&alert](char const* name) {
        return alert.counters()[lt::find_metric_idx(name)];
    };
    events.emplace_back(SessionStats{
        .dht_nodes = of("dht.dht_nodes"),
        .traffic = {.sent = of("net.sent_bytes"),
                    .received = of("net.recv_bytes"),
                    .payload_sent = of("net.sent_payload_bytes"),
                    .payload_received = of("net.recv_payload_bytes"),
                    .wasted = of("net.recv_failed_bytes") + of("net.recv_redundant_bytes")},
        .connections = {.open = of("peer.num_peers_connected"),
                        .dialled = of("peer.num_peers_half_open"),
                        .accepted = of("peer.incoming_connections")},
        .dht = {.kept_peers = of("dht.dht_peers"),
                .kept_torrents = of("dht.dht_torrents"),
                .messages_in = of("dht.dht_messages_in"),
                .messages_out = of("dht.dht_messages_out"),
                .dropped_in = of("dht.dht_messages_in_dropped"),
                .dropped_out = of("dht.dht_messages_out_dropped"),
                .bytes_in = of("dht.dht_bytes_in"),
                .bytes_out = of("dht.dht_bytes_out")},
    });
}

void on(lt::alerts_dropped_alert& alert, TorrentHandles&, Events& events) {
    events.emplace_back(AlertsDropped{static_cast<std::int64_t>(alert.dropped_alerts.count())});
}

void on(lt::listen_succeeded_alert& alert, TorrentHandles&, Events& events) {
    events.emplace_back(
        Listening{protocol_of(alert.socket_type),
                  {alert.address.to_string(), static_cast<std::uint16_t>(alert.port)}});
}

void on(lt::listen_failed_alert& alert, TorrentHandles&, Events& events) {
    api::Endpoint const where{alert.address.to_string(), static_cast<std::uint16_t>(alert.port)};
    events.emplace_back(ListenFailed{alert.error.message(), api::to_string(where)});
}

DialEnd end_of(lt::error_code const& error) {
    if (error == lt::errors::timed_out || error == boost::system::errc::timed_out ||
        error == boost::system::errc::host_unreachable)
        return DialEnd::timed_out;
    return error == boost::system::errc::connection_refused ? DialEnd::refused : DialEnd::other;
}

void on(lt::peer_disconnected_alert& alert, TorrentHandles&, Events& events) {
    if (alert.op != lt::operation_t::connect)
        return;
    auto const end = end_of(alert.error);
    events.emplace_back(DialFailed{end});
    if (end == DialEnd::timed_out && alert.socket_type == lt::socket_type_t::tcp)
        events.emplace_back(DialTimedOut{});
}

void on(lt::peer_connect_alert& alert, TorrentHandles&, Events& events) {
    if (alert.direction == lt::peer_connect_alert::direction_t::in)
        events.emplace_back(PeerCame{alert.socket_type == lt::socket_type_t::utp});
}

void on(lt::external_ip_alert& alert, TorrentHandles&, Events& events) {
    events.emplace_back(ExternalAddress{alert.external_address.to_string()});
}

char const* name_of(lt::portmap_transport transport) {
    return transport == lt::portmap_transport::upnp ? "UPnP" : "NAT-PMP";
}

/// Each of our addresses has mappings of its own, with each kind of router.
template <class Alert>
std::string key_of(Alert const& alert) {
    return fmt::format("{} {} {}", name_of(alert.map_transport), alert.local_address.to_string(),
                       static_cast<int>(alert.mapping));
}

void on(lt::portmap_alert& alert, TorrentHandles&, Events& events) {
    bool const is_udp = alert.map_protocol == lt::portmap_protocol::udp;
    events.emplace_back(PortMapping{key_of(alert),
                                    {.protocol = name_of(alert.map_transport),
                                     .transport = is_udp ? "udp" : "tcp",
                                     .external_port = alert.external_port,
                                     .error = {}}});
}

void on(lt::portmap_error_alert& alert, TorrentHandles&, Events& events) {
    events.emplace_back(PortMapping{key_of(alert),
                                    {.protocol = name_of(alert.map_transport),
                                     .transport = {},
                                     .error = alert.error.message()}});
}

void on(lt::torrent_deleted_alert& alert, TorrentHandles& torrents, Events& events) {
    events.emplace_back(DataRemoved{torrents.id(alert.handle), {}});
    torrents.forget(alert.handle);
}

void on(lt::torrent_delete_failed_alert& alert, TorrentHandles& torrents, Events& events) {
    events.emplace_back(DataRemoved{torrents.id(alert.handle), alert.error.message()});
    torrents.forget(alert.handle);
}

// What follows concerns one torrent; `id` is never 0.

void about(api::TorrentId id, lt::torrent_checked_alert&, Events& events) {
    events.emplace_back(Joined{id});
}

void about(api::TorrentId id, lt::metadata_received_alert& alert, Events& events) {
    auto const info = alert.handle.torrent_file();
    if (!info)
        return;
    auto const section = info->info_section();
    events.emplace_back(MetadataReceived{
        id, std::string{section.data(), static_cast<std::size_t>(section.size())}});
}

void about(api::TorrentId id, lt::save_resume_data_alert& alert, Events& events) {
    events.emplace_back(to_resume(id, std::move(alert.params)));
}

void about(api::TorrentId id, lt::save_resume_data_failed_alert& alert, Events& events) {
    events.emplace_back(ResumeFailed{id, alert.error.message()});
}

void about(api::TorrentId id, lt::torrent_finished_alert&, Events& events) {
    events.emplace_back(Finished{id});
}

void about(api::TorrentId id, lt::torrent_paused_alert&, Events& events) {
    events.emplace_back(Paused{id});
}

void about(api::TorrentId id, lt::hash_failed_alert&, Events& events) {
    events.emplace_back(PieceFailed{id});
}

void about(api::TorrentId id, lt::file_error_alert& alert, Events& events) {
    bool const is_of_system = alert.error.category() == boost::system::system_category() ||
                              alert.error.category() == boost::system::generic_category();
    auto reason = is_of_system ? io_error(alert.error.value(), {}).what : alert.error.message();
    events.emplace_back(TorrentFailed{id, std::move(reason), alert.filename()});
}

void about(api::TorrentId id, lt::storage_moved_alert& alert, Events& events) {
    events.emplace_back(Moved{id, fs::path{alert.storage_path()}});
}

void about(api::TorrentId id, lt::storage_moved_failed_alert& alert, Events& events) {
    events.emplace_back(MoveFailed{id, alert.error.message(), alert.file_path()});
}

void about(api::TorrentId id, lt::file_renamed_alert& alert, Events& events) {
    events.emplace_back(Renamed{id, static_cast<std::size_t>(static_cast<int>(alert.index)),
                                std::string{alert.new_name()}});
}

void about(api::TorrentId id, lt::file_rename_failed_alert& alert, Events& events) {
    events.emplace_back(RenameFailed{id, static_cast<std::size_t>(static_cast<int>(alert.index)),
                                     alert.error.message()});
}

void about(api::TorrentId id, lt::torrent_error_alert& alert, Events& events) {
    events.emplace_back(TorrentFailed{id, alert.error.message(), alert.filename()});
}

void about(api::TorrentId id, lt::metadata_failed_alert& alert, Events& events) {
    events.emplace_back(Trouble{id, "metadata from a peer is bad: " + alert.error.message(), {}});
}

void about(api::TorrentId id, lt::fastresume_rejected_alert& alert, Events& events) {
    events.emplace_back(Trouble{
        id, fmt::format("files changed, all of it is checked again: {}", alert.error.message()),
        alert.file_path()});
}

void about(api::TorrentId id, lt::tracker_error_alert& alert, Events& events) {
    std::string_view const told = alert.failure_reason();
    events.emplace_back(Trouble{id, told.empty() ? alert.error.message() : std::string{told},
                                alert.tracker_url(), !told.empty()});
}

void about(api::TorrentId id, lt::tracker_warning_alert& alert, Events& events) {
    events.emplace_back(Trouble{id, alert.warning_message(), alert.tracker_url()});
}

void about(api::TorrentId id, lt::tracker_announce_alert& alert, Events& events) {
    events.emplace_back(Asking{id, alert.tracker_url()});
}

void about(api::TorrentId id, lt::tracker_reply_alert& alert, Events& events) {
    events.emplace_back(Recovered{id, alert.tracker_url(), alert.num_peers});
}

void about(api::TorrentId id, lt::url_seed_alert& alert, Events& events) {
    if (alert.error == lt::errors::peer_banned) // what for was told as it was hung up on
        return;
    std::string_view told = alert.error_message();
    if (told == "0 ") // the status of what is no answer at all
        told = "its answer is not HTTP";
    events.emplace_back(Trouble{id, told.empty() ? alert.error.message() : std::string{told},
                                alert.server_url(), false, true});
}

template <class Alert>
bool about_session(lt::alert& alert, TorrentHandles& torrents, Events& events) {
    auto* const typed = lt::alert_cast<Alert>(&alert);
    if (typed)
        on(*typed, torrents, events);
    return typed != nullptr;
}

template <class Alert>
bool about_torrent(lt::alert& alert, TorrentHandles const& torrents, Events& events) {
    auto* const typed = lt::alert_cast<Alert>(&alert);
    if (!typed)
        return false;
    if (auto const id = torrents.id(typed->handle))
        about(id, *typed, events);
    return true;
}

template <class... Alerts>
void first_session(lt::alert& alert, TorrentHandles& torrents, Events& events) {
    (about_session<Alerts>(alert, torrents, events) || ...);
}

template <class... Alerts>
void first_torrent(lt::alert& alert, TorrentHandles const& torrents, Events& events) {
    (about_torrent<Alerts>(alert, torrents, events) || ...);
}

} // namespace

void TorrentHandles::remember(api::TorrentId id, lt::torrent_handle handle) {
    by_handle_[handle] = id;
    by_id_[id] = std::move(handle);
}

void TorrentHandles::part_from(api::TorrentId id) {
    by_id_.erase(id);
}

void TorrentHandles::forget(lt::torrent_handle const& handle) {
    by_handle_.erase(handle);
}

void TorrentHandles::forget(api::TorrentId id) {
    by_handle_.erase(handle(id));
    by_id_.erase(id);
}

lt::torrent_handle TorrentHandles::handle(api::TorrentId id) const {
    auto const found = by_id_.find(id);
    return found == by_id_.end() ? lt::torrent_handle{} : found->second;
}

api::TorrentId TorrentHandles::id(lt::torrent_handle const& handle) const {
    auto const found = by_handle_.find(handle);
    return found == by_handle_.end() ? 0 : found->second;
}

void translate(lt::alert& alert, TorrentHandles& torrents, std::vector<WireEvent>& events) {
    first_session<lt::add_torrent_alert, lt::state_update_alert, lt::session_stats_alert,
                  lt::alerts_dropped_alert, lt::listen_succeeded_alert, lt::listen_failed_alert,
                  lt::peer_disconnected_alert, lt::peer_connect_alert, lt::external_ip_alert,
                  lt::portmap_alert, lt::portmap_error_alert, lt::torrent_deleted_alert,
                  lt::torrent_delete_failed_alert>(alert, torrents, events);
    first_torrent<lt::torrent_checked_alert, lt::metadata_received_alert,
                  lt::save_resume_data_alert, lt::save_resume_data_failed_alert,
                  lt::torrent_finished_alert, lt::torrent_paused_alert, lt::hash_failed_alert,
                  lt::file_error_alert, lt::torrent_error_alert, lt::metadata_failed_alert,
                  lt::fastresume_rejected_alert, lt::tracker_error_alert, lt::tracker_warning_alert,
                  lt::tracker_announce_alert, lt::tracker_reply_alert, lt::url_seed_alert,
                  lt::storage_moved_alert, lt::storage_moved_failed_alert, lt::file_renamed_alert,
                  lt::file_rename_failed_alert>(alert, torrents, events);
}

} // namespace shoal::engine
