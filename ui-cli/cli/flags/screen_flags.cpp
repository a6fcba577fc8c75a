#include "ui-cli/cli/flags/screen_flags.hpp"

#include <CLI/CLI.hpp>

namespace shoal::cli {

void ScreenFlags::attach(CLI::App& app) {
    constexpr auto group = "Screen";
    app.add_flag("--plain", plain, "lines that are read out, and commands a line, not a screen")
        ->group(group);
    app.add_flag("--ascii", ascii, "draw with ASCII characters alone, as --glyphs ascii")
        ->group(group);
    app.add_flag("--no-mouse", no_mouse, "leave clicks to the terminal")->group(group);
    settings.attach(app, "screen", group);
}

api::SettingLayer ScreenFlags::layer() const {
    auto layer = settings.layer();
    if (ascii)
        layer.push_back({{"screen", "glyphs"}, {"ascii"}, api::SettingSource::flag, "--ascii"});
    return layer;
}

Result<void> ScreenFlags::check() const {
    SHOAL_TRY(auto const read, api::configure({}, {layer()}));
    (void)read;
    return {};
}

} // namespace shoal::cli
