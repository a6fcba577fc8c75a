#pragma once

#include "ui-cli/cli/flags/setting_flags.hpp"

namespace shoal::cli {

/// What `shoal` without a command, and `lab --ui`, take for the screen.
struct ScreenFlags {
    bool plain = false;    ///< lines instead of a screen
    bool ascii = false;    ///< as --glyphs ascii
    bool no_mouse = false; ///< clicks stay the terminal's
    SettingFlags settings; ///< those of the section "screen"

    void attach(CLI::App& app);
    /// What was given of the settings.
    [[nodiscard]] api::SettingLayer layer() const;
    /// Whether these are values that there are.
    [[nodiscard]] Result<void> check() const;
};

} // namespace shoal::cli
