#pragma once

#include "ui-cli/term/style.hpp"

namespace shoal::term {

/// A colour number of the terminal's palette; -1 is its own default.
struct Paint {
    int foreground = -1;
    int background = -1;
    bool bold = false;
    bool dim = false;
    bool reverse = false;

    friend bool operator==(Paint const&, Paint const&) = default;
};

/// What is behind the text.
enum class Background { dark, light };

/// Of which kind the colours are: for a background, or bright on black whatever is behind.
enum class Theme { dark, light, high_contrast };

[[nodiscard]] constexpr Theme theme_for(Background background) {
    return background == Background::light ? Theme::light : Theme::dark;
}

/// How a role looks on a terminal with so many colours. Below 8: by attributes alone. Colours are
/// told apart by people who are colour-blind (Okabe and Ito), as far as the palette has them.
[[nodiscard]] Paint paint(Role role, int colours, Theme theme = Theme::dark);

} // namespace shoal::term
