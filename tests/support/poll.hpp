#pragma once

#include <chrono>
#include <functional>

namespace shoal::test {

/// Asks `holds` again and again, for at most `limit`; whether it came true. With `await`, the only
/// place where a test waits on something that gives no sign of its own.
bool poll_until(std::chrono::milliseconds limit, std::function<bool()> const& holds);

/// For what is measured over a while.
void let_pass(std::chrono::milliseconds time);

} // namespace shoal::test
