#include "ui-cli/term/width.hpp"

#include <doctest/doctest.h>

using namespace shoal::term;

TEST_CASE("width: wide characters take two columns, combining marks none") {
    CHECK(display_width("abc") == 3);
    CHECK(display_width("\xe6\x97\xa5\xe6\x9c\xac") == 4);
    CHECK(display_width("e\xcc\x81") == 1);
    CHECK(display_width("\xf0\x9f\x90\x9f") == 2);
}

TEST_CASE("fit: cuts with an ellipsis and pads, to the very column") {
    CHECK(fit("abc", 5) == "abc  ");
    CHECK(fit("abcdefgh", 6) == "abc...");
    CHECK(fit("\xe6\x97\xa5\xe6\x9c\xac\xe8\xaa\x9e", 5) == "\xe6\x97\xa5...");
    CHECK(fit("\xe6\x97\xa5\xe6\x9c\xac", 3) == "\xe6\x97\xa5 ");
    CHECK(fit("abc", 0).empty());
}

TEST_CASE("clip: survives a sequence that is cut off") {
    CHECK(clip("ab\xe6\x97", 80) == "ab\xe6\x97");
}
