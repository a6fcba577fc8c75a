#pragma once

#include "core/base/result.hpp"

#include <string>

namespace CLI { // NOLINT(readability-identifier-naming): the name is CLI11's
class App;
}

namespace shoal::cli {

/// What `shoal` without a command, and `lab --ui`, take for the screen.
struct ScreenFlags {
    bool plain = false;           ///< lines instead of a screen
    bool ascii = false;           ///< no other characters of ours
    bool no_mouse = false;        ///< clicks stay the terminal's
    std::string theme = "auto";   ///< auto, dark or light
    std::string keys = "default"; ///< default or rtorrent

    void attach(CLI::App& app);
    [[nodiscard]] Result<void> check() const;
};

} // namespace shoal::cli
