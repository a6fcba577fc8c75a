#pragma once

#include "core/api/command.hpp"
#include "core/api/torrents.hpp"

namespace shoal::cli {

/// A SOURCE of add, so that a daemon with another current folder can take it.
struct AddSource {
    api::Add add;
    std::string name; ///< of the torrent; empty while nobody knows
};

/// Completes `add`, whose source is as typed: a .torrent file is read, and refused here when it is
/// broken. Magnets, info-hashes and URLs stay as they are.
[[nodiscard]] Result<AddSource> read_source(api::Add add, api::Torrents& torrents);

} // namespace shoal::cli
