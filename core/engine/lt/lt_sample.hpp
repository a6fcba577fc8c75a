#pragma once

#include "core/api/swarm.hpp"
#include "core/engine/lt/sample_book.hpp"

#include <libtorrent/extensions.hpp>

namespace shoal::engine {

/// Whether to look at a swarm: every ten seconds while it has peers or some left, and every ten
/// minutes once it met any, as seeds that parted from us may be gone by now. Who met nobody has
/// nothing to tell: there may be thousands. `second`: of the session.
[[nodiscard]] bool look_is_due(unsigned second, api::TorrentId id, bool has_peers, bool has_met);

/// Looks at the swarms on libtorrent's own thread, where nothing has to be waited for: each second
/// at the torrent in focus, at the others when it is due. Costs a copy of each peer's flags and,
/// when it changed, of its bitfield. Torrents in upload mode are observed: their peers are told
/// nothing that would make seeds hang up on us.
[[nodiscard]] std::shared_ptr<lt::plugin> sample_plugin(api::SwarmOptions const& options,
                                                        std::shared_ptr<SampleBook> book);

} // namespace shoal::engine
