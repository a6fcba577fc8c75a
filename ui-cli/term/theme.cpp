#include "ui-cli/term/theme.hpp"

#include <array>

namespace shoal::term {
namespace {

using Palette = std::array<Paint, role_count>;

// In the order of Role. Foregrounds are of middle brightness: they stand out on dark and light.
constexpr Palette rich{{
    {},
    {.foreground = 244},
    {.bold = true},
    {.foreground = 255, .background = 24, .bold = true},
    {.foreground = 231, .background = 31, .bold = true},
    {.foreground = 172, .bold = true},
    {.foreground = 74},
    {.foreground = 172},
    {.foreground = 36},
    {.foreground = 178, .bold = true},
    {.foreground = 167, .bold = true},
    {.foreground = 74, .bold = true},
    {.foreground = 231, .background = 238},
    {.foreground = 167},
    {.foreground = 172},
    {.foreground = 178},
    {.foreground = 72},
    {.foreground = 36},
}};

// As the one above, darker: middle tones are pale on white.
constexpr Palette rich_on_light{{
    {},
    {.foreground = 242},
    {.bold = true},
    {.foreground = 255, .background = 24, .bold = true},
    {.foreground = 16, .background = 153, .bold = true},
    {.foreground = 130, .bold = true},
    {.foreground = 25},
    {.foreground = 130},
    {.foreground = 29},
    {.foreground = 136, .bold = true},
    {.foreground = 124, .bold = true},
    {.foreground = 25, .bold = true},
    {.foreground = 16, .background = 253},
    {.foreground = 124},
    {.foreground = 130},
    {.foreground = 136},
    {.foreground = 30},
    {.foreground = 29},
}};

// On black of its own: no less than 7 to 1 against it (WCAG 2, AAA).
constexpr Palette bold_on_black{{
    {.foreground = 231, .background = 16},
    {.foreground = 252, .background = 16},
    {.foreground = 231, .background = 16, .bold = true},
    {.foreground = 16, .background = 231, .bold = true},
    {.foreground = 16, .background = 226, .bold = true},
    {.foreground = 226, .background = 16, .bold = true},
    {.foreground = 117, .background = 16, .bold = true},
    {.foreground = 215, .background = 16, .bold = true},
    {.foreground = 86, .background = 16, .bold = true},
    {.foreground = 226, .background = 16, .bold = true},
    {.foreground = 217, .background = 16, .bold = true},
    {.foreground = 123, .background = 16, .bold = true},
    {.foreground = 16, .background = 231},
    {.foreground = 217, .background = 16, .bold = true},
    {.foreground = 215, .background = 16, .bold = true},
    {.foreground = 226, .background = 16},
    {.foreground = 123, .background = 16},
    {.foreground = 86, .background = 16},
}};

constexpr Palette sixteen{{
    {},
    {.dim = true},
    {.bold = true},
    {.foreground = 7, .background = 4, .bold = true},
    {.foreground = 0, .background = 6},
    {.foreground = 3, .bold = true},
    {.foreground = 6},
    {.foreground = 3},
    {.foreground = 2},
    {.foreground = 3, .bold = true},
    {.foreground = 1, .bold = true},
    {.foreground = 6, .bold = true},
    {.foreground = 7, .background = 4},
    {.foreground = 1},
    {.foreground = 5},
    {.foreground = 3},
    {.foreground = 6},
    {.foreground = 2},
}};

// Colours alone would be the dark ones of eight: bold makes them bright where there are no more.
constexpr Palette eight_on_black{{
    {.foreground = 7, .background = 0, .bold = true},
    {.foreground = 7, .background = 0},
    {.foreground = 7, .background = 0, .bold = true},
    {.foreground = 0, .background = 7},
    {.foreground = 0, .background = 3},
    {.foreground = 3, .background = 0, .bold = true},
    {.foreground = 6, .background = 0, .bold = true},
    {.foreground = 3, .background = 0, .bold = true},
    {.foreground = 2, .background = 0, .bold = true},
    {.foreground = 3, .background = 0, .bold = true},
    {.foreground = 1, .background = 0, .bold = true},
    {.foreground = 6, .background = 0, .bold = true},
    {.foreground = 0, .background = 7},
    {.foreground = 1, .background = 0, .bold = true},
    {.foreground = 3, .background = 0, .bold = true},
    {.foreground = 3, .background = 0, .bold = true},
    {.foreground = 6, .background = 0, .bold = true},
    {.foreground = 2, .background = 0, .bold = true},
}};

constexpr Palette mono{{
    {},
    {.dim = true},
    {.bold = true},
    {.reverse = true},
    {.bold = true, .reverse = true},
    {.bold = true},
    {},
    {},
    {},
    {.bold = true},
    {.bold = true},
    {.bold = true},
    {.reverse = true},
    {.bold = true},
    {.bold = true},
    {},
    {},
    {},
}};

} // namespace

Paint paint(Role role, int colours, Theme theme) {
    bool const is_high = theme == Theme::high_contrast;
    auto const& many = is_high ? bold_on_black : theme == Theme::light ? rich_on_light : rich;
    auto const& few = is_high ? eight_on_black : sixteen;
    auto const& palette = colours >= 256 ? many : colours >= 8 ? few : mono;
    return palette.at(static_cast<std::size_t>(role));
}

} // namespace shoal::term
