#pragma once

#include "ui-cli/cli/flags/add_flags.hpp"
#include "ui-cli/cli/flags/swarm_flags.hpp"
#include "ui-cli/cli/foreground.hpp"

namespace shoal::cli {

/// The flags that get and seed share, as typed.
struct TransferFlags {
    AddFlags torrent;
    std::string time_limit;
    bool json = false;
    SwarmFlags swarm;

    void attach(CLI::App& command, std::string const& source_help);

    /// A run without sources yet. The error's `where` is the flag.
    [[nodiscard]] Result<Foreground> run(Aim aim, fs::path const& state_dir) const;
};

} // namespace shoal::cli
