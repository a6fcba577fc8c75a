#pragma once

#include "core/engine/lt/choking_book.hpp"
#include "core/engine/lt/lt_choke_desk.hpp"
#include "core/policy/slots.hpp"

#include <libtorrent/extensions.hpp>
#include <libtorrent/io_context.hpp>

#include <memory>

namespace shoal::engine {

/// Seconds, by the address of the peer.
using RoundTrips = std::map<lt::tcp::endpoint, double>;

/// A plugin that users have a word in. Network thread only.
class ChokingPlugin : public lt::plugin {
public:
    /// The torrent's peer at this address is always unchoked while it wants something, or no
    /// longer; false: there is none.
    [[nodiscard]] virtual bool pin(api::TorrentId torrent, lt::tcp::endpoint const& remote,
                                   bool is_on) = 0;

    /// Of the torrent's peers, as far as they are measured: see round_trip().
    [[nodiscard]] virtual RoundTrips round_trips(api::TorrentId torrent) const = 0;
};

/// Puts our own choker (policy::Choker) in the place of libtorrent's, which must be off
/// (`unchoke_slots_limit` -1), and as the only seed of a torrent tells each peer what to fetch
/// (policy::FirstCopies). Lives on the network thread, which runs `network`. Tells `book` of each
/// decision, and `desk` of the reasons; the upload limit on the desk is in force.
[[nodiscard]] std::shared_ptr<ChokingPlugin> choking_plugin(policy::Slots::Limits limits,
                                                            lt::io_context& network,
                                                            std::shared_ptr<ChokingBook> book,
                                                            std::shared_ptr<ChokeDesk> desk);

} // namespace shoal::engine
