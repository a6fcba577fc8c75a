#pragma once

#include "core/api/swarm.hpp"

#include <chrono>

namespace shoal::api {

// How values are written in flags, the environment and the configuration, besides core/base/units.
// Each error says what to write instead.

[[nodiscard]] Result<int> parse_count(std::string_view text, int min, int max);
/// A number that is not negative, such as a ratio.
[[nodiscard]] Result<double> parse_ratio(std::string_view text);
/// true/false, yes/no, on/off, 1/0.
[[nodiscard]] Result<bool> parse_switch(std::string_view text);
[[nodiscard]] Result<Encryption> parse_encryption(std::string_view text);
/// "socks5://[USER:PASSWORD@]HOST:PORT" or http; empty is none. The error does not repeat it: it
/// may hold a password.
[[nodiscard]] Result<std::string> parse_proxy(std::string_view text);
/// "22:30": minutes since midnight; "24:00" is 0.
[[nodiscard]] Result<std::chrono::minutes> parse_clock(std::string_view text);
/// "mon", "Monday", "0": 0 is Sunday, 7 too.
[[nodiscard]] Result<int> parse_weekday(std::string_view text);

// And back, so that what is written reads as the same value.

[[nodiscard]] std::string_view to_string(Encryption encryption);
[[nodiscard]] std::string exact_size(std::int64_t bytes);                ///< "512KiB", "1000"
[[nodiscard]] std::string exact_duration(std::chrono::seconds duration); ///< "1h30m", "0s"
[[nodiscard]] std::string clock_text(std::chrono::minutes since_midnight);
[[nodiscard]] std::string_view weekday_text(int weekday);

} // namespace shoal::api
