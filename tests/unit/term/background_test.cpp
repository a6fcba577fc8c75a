#include "ui-cli/term/background.hpp"

#include <doctest/doctest.h>

using namespace shoal::term;

TEST_CASE("background: a colour is light or dark, whatever its digits") {
    for (auto const* const light :
         {"rgb:ffff/ffff/ffff", "rgb:ff/ff/ff", "rgb:f/f/f", "rgb:fdfd/f6f6/e3e3",
          "rgba:ffff/ffff/ffff/ffff", "rgb:0/ff/0", "rgb:FF/FF/FF"})
        CHECK_MESSAGE(read_background(light) == Background::light, light);
    for (auto const* const dark : {"rgb:0000/0000/0000", "rgb:00/2b/36", "rgb:0/0/f",
                                   "rgba:1e1e/1e1e/1e1e/8000", "rgb:ff/0/0"})
        CHECK_MESSAGE(read_background(dark) == Background::dark, dark);
}

TEST_CASE("background: what is no colour says nothing") {
    for (auto const* const answer : {"",
                                     "?",
                                     "rgb:",
                                     "rgb://",
                                     "rgb:ffff/ffff",
                                     "rgb:ffff/ffff/ffff/ffff",
                                     "rgb:fffff/f/f",
                                     "rgb:ff/ff/fg",
                                     "rgb:ff/ff/ff ",
                                     " rgb:ff/ff/ff",
                                     "rgb:+f/ff/ff",
                                     "rgb:-1/ff/ff",
                                     "rgb:0x1/0/0",
                                     "RGB:ff/ff/ff",
                                     "rgba:ff/ff/ff",
                                     "rgba:ff/ff/ff/",
                                     "rgba:f/f/f/f/f",
                                     "#ffffff",
                                     "white",
                                     "rgb:ff/ff/ff\x1b",
                                     "rgb:ff/\xff/ff"})
        CHECK_MESSAGE(!read_background(answer), answer);
}

TEST_CASE("background: it is asked for where colours depend on it, and nobody keeps the question") {
    CHECK(is_worth_asking({"xterm-256color", false, 256}));
    CHECK(is_worth_asking({"screen-256color", true, 256}));
    CHECK_FALSE(is_worth_asking({"screen-256color", false, 256}));
    CHECK_FALSE(is_worth_asking({"linux", false, 8}));
    CHECK_FALSE(is_worth_asking({"xterm-256color", false, 0}));
}
