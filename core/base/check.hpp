#pragma once

#include <fmt/format.h>

#include <cstdio>
#include <cstdlib>

namespace shoal {

[[noreturn]] inline void check_failed(char const* file, int line, char const* condition,
                                      std::string const& detail) {
    fmt::print(stderr, "shoal: bug at {}:{}: {} does not hold{}{}\n", file, line, condition,
               detail.empty() ? "" : ": ", detail);
    std::abort();
}

} // namespace shoal

/// A claim that only a bug can break; checked in release too. Further arguments: an fmt string with
/// values.
#define SHOAL_CHECK(condition, ...)                                                                \
    ((condition)                                                                                   \
         ? void(0)                                                                                 \
         : ::shoal::check_failed(__FILE__, __LINE__, #condition, fmt::format("" __VA_ARGS__)))
