#include "app/screen_options.hpp"

namespace shoal::app {
namespace {

term::Colours colours_of(std::string const& color, bool no_color) {
    if (color == "auto")
        return no_color ? term::Colours::none : term::Colours::all;
    if (color == "never")
        return term::Colours::none;
    return color == "16"    ? term::Colours::sixteen
           : color == "256" ? term::Colours::many
                            : term::Colours::all;
}

term::Glyphs glyphs_of(std::string const& glyphs) {
    return glyphs == "blocks"    ? term::Glyphs::blocks
           : glyphs == "braille" ? term::Glyphs::braille
           : glyphs == "ascii"   ? term::Glyphs::ascii
                                 : term::Glyphs::automatic;
}

/// Nothing: the terminal is to tell.
std::optional<term::Theme> theme_of(std::string const& theme) {
    if (theme == "auto")
        return std::nullopt;
    return theme == "light"           ? term::Theme::light
           : theme == "high-contrast" ? term::Theme::high_contrast
                                      : term::Theme::dark;
}

} // namespace

term::ScreenOptions screen_options(api::ScreenChoices const& choices, bool no_color,
                                   bool no_mouse) {
    return {.colours = colours_of(choices.color, no_color),
            .glyphs = glyphs_of(choices.glyphs),
            .theme = theme_of(choices.theme),
            .mouse = !no_mouse};
}

} // namespace shoal::app
