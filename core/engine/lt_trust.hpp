#pragma once

#include "core/engine/outbox.hpp"
#include "core/engine/wire.hpp"
#include "core/storage/lt_disk_io.hpp"

#include <libtorrent/extensions.hpp>

namespace shoal::engine {

using BanBook = Outbox<PeerBanned>;

/// Brings what peers do before policy::Trust, refuses whom it bans or had banned (`bans`) in all
/// torrents, and notes each ban. Lives on the network thread.
///
/// libtorrent 2.0.8 by itself bans who sent all of a bad piece, which is right, and who had a part
/// in four, which hits innocents: the latter we prevent. Its bans are by address and port (with
/// `allow_multiple_connections_per_ip`), for one torrent, until the session ends.
[[nodiscard]] std::shared_ptr<lt::plugin>
trust_plugin(std::vector<api::Ban> bans, std::shared_ptr<storage::BlockDigests const> digests,
             std::shared_ptr<BanBook> book);

} // namespace shoal::engine
