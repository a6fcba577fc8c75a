#pragma once

#include "ui-cli/cli/foreground.hpp"
#include "ui-cli/cli/swarm_flags.hpp"

namespace shoal::cli {

/// The flags that get and seed share, as typed.
struct TransferFlags {
    std::vector<std::string> sources;
    std::string dir = ".";
    std::vector<std::string> peers;
    std::string seed_ratio;
    std::string seed_time;
    std::string time_limit;
    bool check = false;
    bool json = false;
    SwarmFlags swarm;

    void attach(CLI::App& command, std::string const& source_help);

    /// A run without sources yet. The error's `where` is the flag.
    [[nodiscard]] Result<Foreground> run(Aim aim, fs::path const& state_dir) const;
    /// What the flags say about every torrent; the source is left to fill in.
    [[nodiscard]] Result<api::Add> add() const;
};

} // namespace shoal::cli
