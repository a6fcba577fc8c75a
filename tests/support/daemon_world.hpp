#pragma once

#include "tests/support/cli_run.hpp"

namespace shoal::test {

/// A torrent that is half there; its info-hash begins with the id, in two hexadecimal digits,
/// twice.
[[nodiscard]] api::TorrentView torrent(api::TorrentId id, std::string name);

/// A daemon with these torrents.
[[nodiscard]] CliWorld daemon_with(std::vector<api::TorrentView> torrents);

/// The only command that the daemon was given.
template <class Command>
[[nodiscard]] Command const& only(CliWorld const& world) {
    if (world.engine.commands.size() != 1)
        throw std::logic_error("not one command, but " +
                               std::to_string(world.engine.commands.size()));
    return std::get<Command>(world.engine.commands.front());
}

} // namespace shoal::test
