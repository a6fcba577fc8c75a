#include "ui-cli/cli/screen_flags.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace shoal::cli {

void ScreenFlags::attach(CLI::App& app) {
    app.add_flag("--plain", plain, "lines that are read out, and commands a line, not a screen")
        ->group("Screen");
    app.add_flag("--ascii", ascii, "draw with ASCII characters alone")->group("Screen");
    app.add_flag("--no-mouse", no_mouse, "leave clicks to the terminal")->group("Screen");
    app.add_option("--theme", theme, "for such a background (default: auto, the terminal's)")
        ->type_name("auto|dark|light")
        ->envname("SHOAL_THEME")
        ->take_last()
        ->group("Screen");
    app.add_option("--keys", keys, "which keys do what (default: default)")
        ->type_name("default|rtorrent")
        ->envname("SHOAL_KEYS")
        ->take_last()
        ->group("Screen");
}

Result<void> ScreenFlags::check() const {
    if (theme != "auto" && theme != "dark" && theme != "light")
        return fail(Errc::invalid_input, fmt::format("'{}' is none of auto, dark and light", theme),
                    "--theme");
    if (keys != "default" && keys != "rtorrent")
        return fail(Errc::invalid_input, fmt::format("'{}' is none of default and rtorrent", keys),
                    "--keys");
    return {};
}

} // namespace shoal::cli
