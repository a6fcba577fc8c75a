#pragma once

#include "core/api/setting_layers.hpp"

namespace shoal::app {

/// A variable of the environment; nothing if it is not set or empty.
using Environment = std::function<std::optional<std::string>(std::string const& name)>;

/// Where things are by the XDG Base Directory specification. Empty: the environment does not tell.
struct Places {
    fs::path home;
    fs::path config_file; ///< $XDG_CONFIG_HOME/shoal/config.toml, by default below ~/.config
    fs::path state_dir;   ///< $XDG_STATE_HOME/shoal, by default below ~/.local/state
    fs::path socket;      ///< $XDG_RUNTIME_DIR/shoal/control.sock
};

[[nodiscard]] Places find_places(Environment const& environment);

/// The settings when nothing is configured.
[[nodiscard]] api::Settings default_settings(Places const& places);

/// What a daemon is configured to do: flags over environment over file over defaults. A file that
/// the user named is to exist, the usual one need not. Without a runtime folder the socket is in
/// the state folder.
[[nodiscard]] Result<api::Configuration> load_config(Environment const& environment,
                                                     api::SettingLayer const& flags,
                                                     std::optional<fs::path> const& file = {});

} // namespace shoal::app
