#include "ui-cli/term/theme.hpp"

#include <doctest/doctest.h>

#include <array>
#include <cmath>

using namespace shoal::term;

namespace {

/// Of a colour of xterm's 256, without the first sixteen, which every terminal has its own way.
double luminance(int colour) {
    static constexpr std::array steps{0, 95, 135, 175, 215, 255};
    auto const grey = 8 + (colour - 232) * 10;
    auto const cube = static_cast<std::size_t>(colour - 16);
    auto const parts =
        colour >= 232 ? std::array{grey, grey, grey}
                      : std::array{steps.at(cube / 36), steps.at(cube / 6 % 6), steps.at(cube % 6)};
    auto const linear = [&](std::size_t i) {
        auto const part = parts.at(i) / 255.0;
        return part <= 0.04045 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(0) + 0.7152 * linear(1) + 0.0722 * linear(2);
}

/// As WCAG 2 has it: 1 to 21.
double contrast(Paint const& paint) {
    auto const a = luminance(paint.foreground) + 0.05;
    auto const b = luminance(paint.background) + 0.05;
    return a > b ? a / b : b / a;
}

} // namespace

TEST_CASE("theme: high contrast has a background of its own, and 7 to 1 against it") {
    for (int i = 0; i < role_count; ++i) {
        auto const look = paint(static_cast<Role>(i), 256, Theme::high_contrast);
        REQUIRE(look.foreground >= 16);
        REQUIRE(look.background >= 16);
        CHECK_MESSAGE(contrast(look) >= 7, i);
    }
}

TEST_CASE("theme: no more colours than there are, and none where there are fewer than eight") {
    for (auto const theme : {Theme::dark, Theme::light, Theme::high_contrast})
        for (int i = 0; i < role_count; ++i) {
            auto const few = paint(static_cast<Role>(i), 16, theme);
            CHECK((few.foreground < 8 && few.background < 8));
            auto const none = paint(static_cast<Role>(i), 0, theme);
            CHECK((none.foreground == -1 && none.background == -1));
        }
}
