#pragma once

#include "core/api/setting_layers.hpp"

#include <memory>

namespace CLI { // NOLINT(readability-identifier-naming): the name is CLI11's
class App;
}

namespace shoal::cli {

/// Flags for keys of the settings table, as the user typed them. Each can also come from the
/// environment; the flag wins.
class SettingFlags {
public:
    /// Adds the flags of one section to `command`, which then borrows this object.
    void attach(CLI::App& command, std::string_view section, std::string const& group);

    /// What was given.
    [[nodiscard]] api::SettingLayer layer() const;

private:
    struct Flag {
        api::Setting const* setting = nullptr;
        api::Texts texts;
    };

    void add(CLI::App& command, api::Setting const& setting, std::string const& group);
    [[nodiscard]] static api::SettingEntry entry(Flag const& flag);

    std::vector<std::unique_ptr<Flag>> flags_; ///< CLI11 keeps pointers into them
};

} // namespace shoal::cli
