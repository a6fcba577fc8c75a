#include "core/policy/seek.hpp"

#include <doctest/doctest.h>

using namespace std::chrono_literals;
using shoal::policy::Seek;

namespace {

constexpr shoal::SteadyTime start{1h};

}

TEST_CASE("seek: who stays alone looks less and less often") {
    Seek seek{start};
    CHECK(!seek.is_due(start + 4s, 0));
    CHECK(seek.is_due(start + 5s, 0));
    CHECK(!seek.is_due(start + 14s, 0));
    CHECK(seek.is_due(start + 15s, 0));
    CHECK(seek.is_due(start + 35s, 0));
    int looks = 0;
    for (auto passed = 36s; passed < 24h; passed += 1s)
        if (seek.is_due(start + passed, 0))
            ++looks;
    CHECK(looks == 5 + 94); // pauses of 40 to 640 s, then one each 15 min
}

TEST_CASE("seek: who has peers does not look, and waits again when they have gone") {
    Seek seek{start};
    CHECK(!seek.is_due(start + 1h, 1));
    CHECK(!seek.is_due(start + 1h + 4s, 0));
    CHECK(seek.is_due(start + 1h + 5s, 0));
}

TEST_CASE("seek: peers that come and go do not make it eager") {
    Seek seek{start};
    CHECK(seek.is_due(start + 5s, 0));
    CHECK(!seek.is_due(start + 6s, 1));
    CHECK(!seek.is_due(start + 15s, 0));
    CHECK(seek.is_due(start + 16s, 0));
}
