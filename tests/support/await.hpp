#pragma once

#include "tests/support/poll.hpp"

#include <doctest/doctest.h>

#include <string>

namespace shoal::test {

/// Fails the test, with `trace()` to explain, unless `holds` comes true within `limit`.
inline void await(
    std::string const& what, std::chrono::milliseconds limit, std::function<bool()> const& holds,
    std::function<std::string()> const& trace = [] { return std::string{}; }) {
    if (!poll_until(limit, holds))
        FAIL("waited ", limit.count(), " ms in vain until ", what, "\n", trace());
}

} // namespace shoal::test
