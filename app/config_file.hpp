#pragma once

#include "core/api/setting_layers.hpp"

namespace shoal::app {

/// The keys and values that a configuration file in TOML holds; which keys there are is not known
/// here. `from` of each is "FILE:LINE". A text that begins with ~/ is below `home`. The error names
/// the line.
[[nodiscard]] Result<api::SettingLayer> parse_config(std::string_view text, std::string const& file,
                                                     fs::path const& home);

/// The same of a file; not_found if there is none.
[[nodiscard]] Result<api::SettingLayer> read_config(fs::path const& file, fs::path const& home);

} // namespace shoal::app
