#include "ui-cli/term/sanitise.hpp"

#include <doctest/doctest.h>

using shoal::term::sanitise;

TEST_CASE("sanitise: printable text of any script passes untouched") {
    for (char const* text : {"plain name.iso", "Füße", "日本語", "🐟 shoal", "العربية", "e\xcc\x81"})
        CHECK(sanitise(text) == text);
}

TEST_CASE("sanitise: no control, escape sequence or bidi override survives") {
    for (char const* text : {"\x1b[2J", "a\nb", "a\rb", "\x07", "\x7f", "\xc2\x9b",
                             "\xe2\x80\xae"
                             "exe",
                             "\xe2\x81\xa6", "\xe2\x80\xa8", "\xef\xbb\xbf", "\xf3\xa0\x80\xa1"}) {
        auto const safe = sanitise(text);
        CHECK(safe.find("\xef\xbf\xbd") != std::string::npos);
        CHECK(safe.find_first_of("\x1b\n\r\x07\x7f") == std::string::npos);
        CHECK(safe.find("\xe2\x80\xae") == std::string::npos);
    }
}

TEST_CASE("sanitise: bytes that are not UTF-8 are replaced one by one") {
    CHECK(sanitise("a\xff\xfe") == "a\xef\xbf\xbd\xef\xbf\xbd");
    CHECK(sanitise("\xe2\x82") == "\xef\xbf\xbd\xef\xbf\xbd");
}
