#pragma once

#include "core/api/swarm.hpp"
#include "core/engine/lt/sample_book.hpp"

#include <libtorrent/extensions.hpp>

namespace shoal::engine {

/// Looks at the swarms on libtorrent's own thread, where nothing has to be waited for: each second
/// at the torrent in focus, every ten at the others that have peers, every minute at those without.
/// Costs a copy of each peer's flags and, when it changed, of its bitfield. Torrents in upload mode
/// are observed: their peers are told nothing that would make seeds hang up on us.
[[nodiscard]] std::shared_ptr<lt::plugin> sample_plugin(api::SwarmOptions const& options,
                                                        std::shared_ptr<SampleBook> book);

} // namespace shoal::engine
