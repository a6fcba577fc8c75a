#include "core/engine/lt/lt_sample.hpp"

#include <doctest/doctest.h>

using shoal::engine::look_is_due;

TEST_CASE("sample: a swarm is looked at while it has peers, and now and then once they are gone") {
    auto const looks = [](bool has_peers, bool has_met) {
        int count = 0;
        for (unsigned second = 0; second < 3600; ++second)
            count += look_is_due(second, 7, has_peers, has_met) ? 1 : 0;
        return count;
    };
    CHECK(looks(true, true) == 360);
    CHECK(looks(false, true) == 6);
    CHECK(looks(false, false) == 0);
}
