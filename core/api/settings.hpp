#pragma once

#include "core/api/limits.hpp"
#include "core/api/swarm.hpp"

namespace shoal::api {

/// A folder whose new .torrent files are added by themselves.
struct WatchFolder {
    fs::path path;
    std::string label; ///< empty: none
    fs::path dir;      ///< where the content goes; empty: as for every torrent

    friend bool operator==(WatchFolder const&, WatchFolder const&) = default;
};

/// What a daemon does besides its session.
struct DaemonOptions {
    std::vector<WatchFolder> watch;
    std::vector<std::string> on_complete; ///< a program and its arguments, run once for a torrent
    fs::path socket;                      ///< of the control door
    std::optional<Endpoint> metrics;      ///< GET /metrics over TCP, too
    int metrics_torrents = 50;            ///< that have series of their own there

    friend bool operator==(DaemonOptions const&, DaemonOptions const&) = default;
};

/// Keys of the user's own for what the screen does.
struct KeyChoice {
    std::string action; ///< by its name
    std::string keys;   ///< between spaces; empty: none
    std::string from;   ///< for messages: "config.toml:12"

    friend bool operator==(KeyChoice const&, KeyChoice const&) = default;
};

/// How the terminal is drawn on, and whose keys it has; in the words of the flags.
struct ScreenChoices {
    std::string color = "auto";
    std::string glyphs = "auto";
    std::string theme = "auto";
    std::string keys = "default";    ///< the preset
    std::vector<KeyChoice> own_keys; ///< that go before it

    friend bool operator==(ScreenChoices const&, ScreenChoices const&) = default;
};

/// All that can be configured.
struct Settings {
    SwarmOptions swarm;
    SessionRules rules;
    Housekeeping housekeeping;
    DaemonOptions daemon;
    ScreenChoices screen;
};

} // namespace shoal::api
