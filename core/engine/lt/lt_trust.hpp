#pragma once

#include "core/engine/lt/outbox.hpp"
#include "core/engine/wire.hpp"
#include "core/storage/lt_disk_io.hpp"

#include <libtorrent/extensions.hpp>

namespace shoal::engine {

using BanBook = Outbox<PeerBanned>;

/// A plugin that users have a word in. Network thread only.
class TrustPlugin : public lt::plugin {
public:
    /// On the torrent's peer at this address; false: it has none there. It may come back.
    [[nodiscard]] virtual bool hang_up(api::TorrentId torrent, lt::tcp::endpoint const& remote) = 0;
    /// Refuses it in all torrents from now on, as other banned peers are. Left for the caller to
    /// note; nothing: there is no such peer.
    [[nodiscard]] virtual std::optional<api::Ban> ban(api::TorrentId torrent,
                                                      lt::tcp::endpoint const& remote) = 0;
    virtual void lift_bans(api::Endpoint const& peer) = 0;
};

/// Brings what peers do before policy::Trust, refuses whom it bans or had banned (`bans`) in all
/// torrents, and notes each ban. Lives on the network thread.
///
/// libtorrent 2.0.8 by itself bans who sent all of a bad piece, which is right, and who had a part
/// in four, which hits innocents: the latter we prevent. Its bans are by address and port (with
/// `allow_multiple_connections_per_ip`), for one torrent, until the session ends; we undo them, as
/// ours can be lifted, but for who had hung up before its piece was found bad.
[[nodiscard]] std::shared_ptr<TrustPlugin>
trust_plugin(std::vector<api::Ban> bans, std::shared_ptr<storage::BlockDigests const> digests,
             std::shared_ptr<BanBook> book);

} // namespace shoal::engine
