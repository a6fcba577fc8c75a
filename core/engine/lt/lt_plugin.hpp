#pragma once

#include "core/engine/lt/outbox.hpp"
#include "core/engine/wire.hpp"

#include <libtorrent/extensions.hpp>

#include <memory>

namespace shoal::engine {

using PeerBook = Outbox<PeerMet>;

/// Notes each peer that shakes hands, with where we learnt of it: alerts do not say, and asking for
/// peers now and then would miss those that come and go between.
[[nodiscard]] std::shared_ptr<lt::torrent_plugin> watch_peers(api::TorrentId id,
                                                              std::shared_ptr<PeerBook> book);

} // namespace shoal::engine
