#include "ui-cli/term/frame.hpp"

#include <doctest/doctest.h>

using namespace shoal::term;

TEST_CASE("frame: text stands where it was put, and what lies outside is cut off") {
    Frame frame{{6, 2}};
    CHECK(frame.text({0, 3}, "abcdef") == 6);
    frame.text({5, 0}, "below");
    frame.text({1, -2}, "left");
    CHECK(frame.glyphs() == "   abc\nft\n");
}

TEST_CASE("frame: nothing that a stranger wrote moves the cursor or hides") {
    Frame frame{{30, 1}};
    frame.text({0, 0}, "a\x1b[2J\nb\xe2\x80\xae\x9bz");
    CHECK(frame.glyphs() == "a\uFFFD[2J\uFFFDb\uFFFD\uFFFDz\n");
}

TEST_CASE("frame: wide characters take two columns, and half of one is none") {
    Frame frame{{5, 1}};
    CHECK(frame.text({0, 0}, "日本語") == 6);
    CHECK(frame.glyphs() == "日本\n");
    frame.text({0, 1}, "x");
    CHECK(frame.glyphs() == " x本\n");
    frame.text({0, 2}, "y");
    CHECK(frame.glyphs() == " xy\n");
}

TEST_CASE("frame: marks join the character before them") {
    Frame frame{{4, 1}};
    CHECK(frame.text({0, 0}, "e\u0301x") == 2);
    CHECK(frame.at({0, 0}).glyph == "e\u0301");
    CHECK(frame.at({0, 1}).glyph == "x");
}

TEST_CASE("frame: an ASCII terminal gets nothing else") {
    Frame frame{{8, 1}, Charset::ascii};
    frame.label({0, 0}, "日é-long-name", Role::text, 6);
    CHECK(frame.glyphs() == "\?\?-lo~\n");
}

TEST_CASE("frame: a label tells that it was cut") {
    Frame frame{{20, 1}};
    CHECK(frame.label({0, 0}, "fits", Role::text, 4) == 4);
    CHECK(frame.label({0, 6}, "does not", Role::text, 5) == 5);
    CHECK(frame.glyphs() == "fits  does…\n");
}

TEST_CASE("frame: roles are a picture of their own") {
    Frame frame{{5, 1}};
    frame.text({0, 0}, "ab", Role::down);
    frame.restyle({0, 1}, 1, Role::selected);
    CHECK(frame.roles() == "DS\n");
}
