#include "core/base/estimate.hpp"

#include <doctest/doctest.h>

using namespace shoal;

TEST_CASE("estimates: two digits and a factor, at any size") {
    CHECK(format_estimate(0.4) == "0");
    CHECK(format_estimate(8) == "8");
    CHECK(format_estimate(300) == "300");
    CHECK(format_estimate(457) == "460");
    CHECK(format_estimate(996) == "1.0 k");
    CHECK(format_estimate(12'300) == "12 k");
    CHECK(format_estimate(300e3) == "300 k");
    CHECK(format_estimate(999'999) == "1.0 M");
    CHECK(format_estimate(9.1e6) == "9.1 M");
    CHECK(format_estimate(2e12) == "2000 G");
}
