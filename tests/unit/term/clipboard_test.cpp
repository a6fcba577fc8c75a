#include "ui-cli/term/clipboard.hpp"

#include <doctest/doctest.h>

using namespace shoal::term;

TEST_CASE("clipboard: text is carried in base64") {
    CHECK(clipboard_sequence("") == "\x1b]52;c;\x07");
    CHECK(clipboard_sequence("f") == "\x1b]52;c;Zg==\x07");
    CHECK(clipboard_sequence("fo") == "\x1b]52;c;Zm8=\x07");
    CHECK(clipboard_sequence("foobar") == "\x1b]52;c;Zm9vYmFy\x07");
    CHECK(clipboard_sequence("magnet:?\xc3\xa9") == "\x1b]52;c;bWFnbmV0Oj/DqQ==\x07");
}

TEST_CASE("clipboard: a stranger's text can neither end the sequence nor press Enter in a shell") {
    // What no terminal may be given: the end of a line, of a bracketed paste, of the sequence.
    CHECK(clipboard_sequence("a\nb") == clipboard_sequence("a\uFFFDb"));
    CHECK(clipboard_sequence("\x1b[201~\r") == clipboard_sequence("\uFFFD[201~\uFFFD"));
    auto const sequence = clipboard_sequence("\x07\x1b\\;c;\x9c");
    CHECK(sequence.find('\x07') == sequence.size() - 1);
    CHECK(sequence.rfind('\x1b') == 0);
}
