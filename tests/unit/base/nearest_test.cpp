#include "core/base/nearest.hpp"

#include <doctest/doctest.h>

using namespace shoal;

TEST_CASE("nearest: a slip, a swap, but no other word") {
    std::vector<std::string> const known{"get", "seed", "create"};
    CHECK(nearest("craete", known) == "create");
    CHECK(nearest("seeed", known) == "seed");
    CHECK(nearest("rm", known).empty());
    CHECK(nearest(std::string(100'000, 'x'), known).empty());
}
