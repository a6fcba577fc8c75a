#pragma once

#include "core/api/swarm.hpp"

namespace CLI { // NOLINT(readability-identifier-naming): the name is CLI11's
class App;
}

namespace shoal::cli {

/// The swarm flags that get and seed (and later the daemon) share, as the user typed them. Each can
/// also come from the environment, as SHOAL_ and the flag's name; the flag wins.
class SwarmFlags {
public:
    /// Adds the flags to `command`, which then borrows this object.
    void attach(CLI::App& command);

    /// What the flags say. The error's `where` is the flag.
    [[nodiscard]] Result<api::SwarmOptions> options(fs::path const& default_state_dir) const;

private:
    using Texts = std::vector<std::string>;

    Texts listen_;
    Texts dht_nodes_;
    std::string interface_;
    std::string up_;
    std::string down_;
    Texts dht_;
    Texts pex_;
    Texts lsd_;
    Texts utp_;
    Texts portmap_;
    std::string encryption_;
    std::string proxy_;
    std::string connections_;
    std::string upload_slots_;
    std::string cache_;
    std::string state_dir_;
};

} // namespace shoal::cli
