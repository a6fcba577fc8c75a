#pragma once

#include "core/base/hash.hpp"
#include "core/storage/disk_times.hpp"

#include <libtorrent/disk_interface.hpp>
#include <libtorrent/io_context.hpp>
#include <libtorrent/performance_counters.hpp>
#include <libtorrent/settings_pack.hpp>

#include <functional>
#include <memory>

namespace shoal::storage {

/// As lt::disk_io_constructor_type, whose header costs all of libtorrent.
using DiskIoConstructor = std::function<std::unique_ptr<lt::disk_interface>(
    lt::io_context&, lt::settings_interface const&, lt::counters&)>;

/// BlockCache::digests for those who know the torrent by its info-hash (v2's cut short). Empty,
/// too, when the piece touches unwanted files, or its torrent is unknown or being moved. Network
/// thread; the back end fills it when it begins and empties it when it ends.
using BlockDigests =
    std::function<std::vector<Sha1Digest>(lt::sha1_hash const& torrent, lt::piece_index_t piece)>;

/// What makes our storage as libtorrent's disk_interface, for session_params::disk_io_constructor.
///
/// Pieces that lie in wanted files go through BlockCache. Pieces that touch unwanted files (their
/// bytes belong in a part file) and everything rare (move, rename, delete, check, priorities…) are
/// passed on to libtorrent's own back end; the rare ones after all of that torrent has been stored.
/// `cache`: bytes, see CacheLimits. What the disk takes is added to `times`.
[[nodiscard]] DiskIoConstructor disk_io(std::int64_t cache,
                                        std::shared_ptr<BlockDigests> const& digests,
                                        std::shared_ptr<DiskTimes> const& times);

} // namespace shoal::storage
