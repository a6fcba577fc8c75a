#pragma once

#include "core/engine/wire.hpp"

#include <libtorrent/add_torrent_params.hpp>
#include <libtorrent/announce_entry.hpp>
#include <libtorrent/ip_filter.hpp>
#include <libtorrent/peer_info.hpp>
#include <libtorrent/torrent_status.hpp>

// The CMake package of libtorrent defines this in Debug and so changes the layout of classes shared
// with the .so.
#if defined TORRENT_USE_ASSERTS && TORRENT_USE_ASSERTS
#error "build against libtorrent through pkg-config, without TORRENT_USE_ASSERTS"
#endif

namespace shoal::engine {

/// What libtorrent needs for a torrent of ours; invalid_input with its own reason if it will not
/// take it.
[[nodiscard]] Result<lt::add_torrent_params> to_params(WireAdd const& add);

/// libtorrent counts in int.
[[nodiscard]] int to_limit(std::int64_t bytes_per_second);
[[nodiscard]] std::vector<lt::download_priority_t>
to_priorities(std::vector<api::FilePriority> const& priorities);

/// Leaves `params` without trackers and gives those it had, each once.
[[nodiscard]] std::vector<lt::announce_entry> take_trackers(lt::add_torrent_params& params);

/// Each URL as a tier of its own, after those that are there.
void append_tiers(std::vector<std::string> const& urls, std::vector<lt::announce_entry>& trackers);

/// Those of the endpoints that are literal addresses.
[[nodiscard]] std::vector<lt::tcp::endpoint>
to_endpoints(std::vector<api::Endpoint> const& endpoints);

[[nodiscard]] api::Endpoint to_endpoint(lt::tcp::endpoint const& endpoint);

/// Blocks the ranges, and nobody else.
[[nodiscard]] lt::ip_filter to_filter(std::vector<policy::AddressRange> const& ranges);

/// Our number of a torrent, as `to_params` attached it.
[[nodiscard]] api::TorrentId torrent_id(lt::client_data_t data);

[[nodiscard]] Status to_status(api::TorrentId id, lt::torrent_status const& status);
[[nodiscard]] PeerMet to_peer(api::TorrentId id, lt::peer_info const& peer);
[[nodiscard]] ResumeReady to_resume(api::TorrentId id, lt::add_torrent_params params);

} // namespace shoal::engine
