#pragma once

#include <libtorrent/disk_interface.hpp>
#include <libtorrent/io_context.hpp>
#include <libtorrent/performance_counters.hpp>
#include <libtorrent/settings_pack.hpp>

#include <memory>

namespace shoal::storage {

/// Our storage as libtorrent's disk_interface, for session_params::disk_io_constructor.
///
/// Pieces that lie in wanted files go through BlockCache. Pieces that touch unwanted files (their
/// bytes belong in a part file) and everything rare (move, rename, delete, check, priorities…) are
/// passed on to libtorrent's own back end; the rare ones after all of that torrent has been stored.
[[nodiscard]] std::unique_ptr<lt::disk_interface>
open_disk_io(lt::io_context& network, lt::settings_interface const& settings,
             lt::counters& counters);

} // namespace shoal::storage
