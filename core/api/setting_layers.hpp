#pragma once

#include "core/api/setting_table.hpp"

#include <functional>

namespace shoal::api {

enum class SettingSource { file, environment, flag };

/// One key as a source gives it.
struct SettingEntry {
    std::vector<std::string> path; ///< {"queue", "downloads"}, {"labels", NAME, "dir"},
                                   ///< {"daemon", "watch", "0", "path"}
    Texts texts;
    SettingSource source = SettingSource::file;
    std::string from; ///< for messages: "config.toml:12", "SHOAL_UP", "--up"
};

/// What one source says.
using SettingLayer = std::vector<SettingEntry>;

struct Configuration {
    Settings settings;
    /// Where each value came from that is not the default, by "queue.downloads", "labels.NAME.dir".
    std::map<std::string, std::string> from;
};

/// Later layers beat earlier ones, key by key; a list replaces a list. All values are checked, also
/// those that are beaten. The error's `where` is the entry's `from`; for an unknown key it names
/// the nearest there is. Paths in a file are to be absolute: a daemon's folder is anyone's guess.
[[nodiscard]] Result<Configuration> configure(Settings defaults,
                                              std::vector<SettingLayer> const& layers);

/// What the environment gives; `get` yields nothing for a variable that is not set. Lists are
/// separated by commas.
[[nodiscard]] SettingLayer
environment_layer(std::function<std::optional<std::string>(std::string const& name)> const& get);

} // namespace shoal::api
