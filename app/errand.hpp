#pragma once

#include "core/api/snapshot.hpp"
#include "core/base/file.hpp"

#include <sys/types.h>

namespace shoal::app {

/// Starts a program for a torrent that is complete, or for which `rule` fired, without a shell. It
/// finds SHOAL_ID, SHOAL_INFO_HASH, SHOAL_NAME, SHOAL_DIR, SHOAL_LABEL,
/// SHOAL_HEALTH (empty: unknown) and SHOAL_RULE in its environment: names of strangers are never
/// part of a command line. `program`: its path or name, and its arguments. `log`: see spawn.
[[nodiscard]] Result<pid_t> start_errand(std::vector<std::string> const& program,
                                         api::TorrentView const& torrent, std::string const& rule,
                                         fs::path const& log);

} // namespace shoal::app
