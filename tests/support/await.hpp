#pragma once

#include <doctest/doctest.h>

#include <chrono>
#include <functional>
#include <string>

namespace shoal::test {

/// Asks `holds` again and again, for at most `limit`; whether it came true. With `await`, the only
/// place where a test waits on something that gives no sign of its own.
bool poll_until(std::chrono::milliseconds limit, std::function<bool()> const& holds);

/// For what is measured over a while.
void let_pass(std::chrono::milliseconds time);

/// Fails the test, with `trace()` to explain, unless `holds` comes true within `limit`.
inline void await(
    std::string const& what, std::chrono::milliseconds limit, std::function<bool()> const& holds,
    std::function<std::string()> const& trace = [] { return std::string{}; }) {
    if (!poll_until(limit, holds))
        FAIL("waited ", limit.count(), " ms in vain until ", what, "\n", trace());
}

} // namespace shoal::test
