#pragma once

#include "core/base/clock.hpp"
#include "core/base/result.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace shoal {

/// "256KiB", "1.5G", "300kB", "4096": bytes. K, M, G, T and KiB… are powers of 1024; kB, MB… powers
/// of 1000. invalid_input for anything else, negative, or beyond 2^63 - 1.
[[nodiscard]] Result<std::int64_t> parse_size(std::string_view text);

/// A size with an optional "/s": bytes a second. 0 and "unlimited" mean no limit and give 0.
[[nodiscard]] Result<std::int64_t> parse_rate(std::string_view text);

/// "90", "90s", "5m", "1h30m", "2d": seconds unless a unit says otherwise; a century at most.
[[nodiscard]] Result<std::chrono::seconds> parse_duration(std::string_view text);

/// RFC 3339, whole seconds, years 1970 to 2261; any offset. `format_time` gives UTC
/// ("2026-11-02T15:04:05Z").
[[nodiscard]] Result<WallTime> parse_time(std::string_view text);
[[nodiscard]] std::string format_time(WallTime time);

/// IEC units, three significant digits: "256 KiB", "1.46 GiB", "512 B".
[[nodiscard]] std::string format_size(std::int64_t bytes);
[[nodiscard]] std::string format_rate(std::int64_t bytes_per_second);
/// "45s", "3m05s", "2h07m", "4d03h".
[[nodiscard]] std::string format_duration(std::chrono::seconds duration);

} // namespace shoal
