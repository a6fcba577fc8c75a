#pragma once

#include "core/policy/slots.hpp"

#include <libtorrent/extensions.hpp>
#include <libtorrent/io_context.hpp>

namespace shoal::engine {

/// Puts our own choker (policy::Choker) in the place of libtorrent's, which must be off
/// (`unchoke_slots_limit` -1), and as the only seed of a torrent tells each peer what to fetch
/// (policy::FirstCopies). Lives on the network thread, which runs `network`.
[[nodiscard]] std::shared_ptr<lt::plugin> choking_plugin(policy::Slots::Limits limits,
                                                         lt::io_context& network);

} // namespace shoal::engine
