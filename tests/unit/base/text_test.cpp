#include "core/base/text.hpp"

#include <doctest/doctest.h>

using namespace shoal;

TEST_CASE("text: splitting keeps empty parts") {
    CHECK(split("a,b", ',') == std::vector<std::string>{"a", "b"});
    CHECK(split("a,,b,", ',') == std::vector<std::string>{"a", "", "b", ""});
    CHECK(split("", ',').empty());
}

TEST_CASE("text: globs cross folders") {
    CHECK(glob_matches("*.iso", "dir/a.iso"));
    CHECK(glob_matches("dir/?.iso", "dir/a.iso"));
    CHECK(!glob_matches("*.iso", "a.ISO"));
}

TEST_CASE("text: only well-formed UTF-8 passes") {
    CHECK(is_utf8("plain"));
    CHECK(is_utf8("\xc3\xa4\xe2\x82\xac\xf0\x9f\x90\x9f"));
    for (char const* bad :
         {"\xff", "\xc3", "\xc0\xaf", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\x80", "\xe2\x82"})
        CHECK(!is_utf8(bad));
}

TEST_CASE("text: a prefix may be written in other letters") {
    CHECK(starts_with_ignoring_case("HTTP://x", "http://"));
    CHECK_FALSE(starts_with_ignoring_case("http:", "http://"));
    CHECK_FALSE(starts_with_ignoring_case("ftp://x", "http://"));
}

TEST_CASE("text: a part is found whatever the case of its letters") {
    CHECK(contains_ignoring_case("Debian.ISO", "an.iso"));
    CHECK(contains_ignoring_case("x", ""));
    CHECK_FALSE(contains_ignoring_case("Debian", "debiann"));
}
