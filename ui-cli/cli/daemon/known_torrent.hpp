#pragma once

#include "ui-cli/cli/daemon/daemon.hpp"

namespace shoal::cli {

/// A torrent of the running daemon.
struct KnownTorrent {
    std::unique_ptr<Daemon> daemon; ///< attached
    std::shared_ptr<api::TorrentView const> torrent;
};

/// A number, or 4 to 64 digits from the front of an info-hash.
[[nodiscard]] bool looks_like_id(std::string const& source);

/// The torrent of the daemon that SOURCE names. Nothing when it is to be looked for elsewhere: it
/// is a file or no ID, or a whole info-hash that the daemon does not have. unavailable without a
/// daemon, not_found when the daemon has no such torrent.
[[nodiscard]] Result<std::optional<KnownTorrent>>
find_known(Services& services, std::string const& source, std::string const& socket);

} // namespace shoal::cli
