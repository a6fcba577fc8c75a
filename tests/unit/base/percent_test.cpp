#include "core/base/percent.hpp"

#include <doctest/doctest.h>

using shoal::percent_decoded;

TEST_CASE("percent: escapes are resolved, what is none stays") {
    CHECK(percent_decoded("a%20b%2Fc") == "a b/c");
    CHECK(percent_decoded("%e2%82%AC") == "€");
    for (auto const* plain : {"", "%", "%4", "100%", "%g1", "%-1", "% 1", "a+b"})
        CHECK(percent_decoded(plain) == plain);
}
