#include "app/config.hpp"

#include "app/config_file.hpp"
#include "ui-cli/tui/keys/keymap.hpp"

namespace shoal::app {
namespace {

/// What the variable says if that is absolute, as the specification asks; else a folder below home.
fs::path base_dir(Environment const& environment, char const* variable, fs::path const& home,
                  char const* below_home) {
    if (auto const value = environment(variable); value && value->starts_with('/'))
        return *value;
    return home.empty() || !*below_home ? fs::path{} : home / below_home;
}

fs::path below(fs::path const& base, char const* path) {
    return base.empty() ? fs::path{} : base / path;
}

/// The screen is not there to complain when a daemon reads them.
Result<void> check_keys(api::ScreenChoices const& choices) {
    auto const preset = choices.keys == "rtorrent" ? tui::Preset::rtorrent : tui::Preset::standard;
    return tui::Keymap::create(preset, choices.own_keys).map([](auto const&) {});
}

} // namespace

Places find_places(Environment const& environment) {
    Places places{.home = environment("HOME").value_or("")};
    auto const base = [&](char const* variable, char const* below_home) {
        return base_dir(environment, variable, places.home, below_home);
    };
    places.config_file = below(base("XDG_CONFIG_HOME", ".config"), "shoal/config.toml");
    places.state_dir = below(base("XDG_STATE_HOME", ".local/state"), "shoal");
    places.socket = below(base("XDG_RUNTIME_DIR", ""), "shoal/control.sock");
    return places;
}

api::Settings default_settings(Places const& places) {
    api::Settings settings;
    settings.swarm.state_dir = places.state_dir;
    settings.housekeeping.dir = below(places.home, "Downloads");
    settings.daemon.socket = places.socket;
    return settings;
}

Result<api::Configuration> load_config(Environment const& environment,
                                       api::SettingLayer const& flags,
                                       std::optional<fs::path> const& file) {
    auto const places = find_places(environment);
    api::SettingLayer in_file;
    if (auto const path = file.value_or(places.config_file); !path.empty()) {
        auto layer = read_config(path, places.home);
        bool const may_be_missing = !file && !layer && layer.error().code == Errc::not_found;
        if (!layer && !may_be_missing)
            return tl::make_unexpected(std::move(layer).error());
        if (layer)
            in_file = *std::move(layer);
    }
    SHOAL_TRY(auto configuration,
              api::configure(default_settings(places),
                             {in_file, api::environment_layer(environment), flags}));
    auto& settings = configuration.settings;
    SHOAL_TRY_VOID(check_keys(settings.screen));
    if (settings.daemon.socket.empty())
        settings.daemon.socket = below(settings.swarm.state_dir, "control.sock");
    return configuration;
}

} // namespace shoal::app
