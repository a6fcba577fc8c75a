#include "ui-cli/term/theme.hpp"

#include <array>

namespace shoal::term {
namespace {

using Theme = std::array<Paint, role_count>;

// In the order of Role. Foregrounds are of middle brightness: they stand out on dark and light.
constexpr Theme rich{{
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
constexpr Theme rich_on_light{{
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

constexpr Theme sixteen{{
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

constexpr Theme mono{{
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

Paint paint(Role role, int colours, Background background) {
    auto const& many = background == Background::light ? rich_on_light : rich;
    auto const& theme = colours >= 256 ? many : colours >= 8 ? sixteen : mono;
    return theme.at(static_cast<std::size_t>(role));
}

} // namespace shoal::term
