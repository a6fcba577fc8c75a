#pragma once

#include "core/base/clock.hpp"
#include "ui-cli/term/style.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace shoal::tui {

// Figures for narrow columns, and small pictures made of characters. Pure.

/// Five columns at most: "0", "512", "38.1M", "410K", "1.2T". Powers of 1024, K first.
[[nodiscard]] std::string short_size(std::int64_t bytes);
/// As `short_size`; empty when nothing moves.
[[nodiscard]] std::string short_rate(std::int64_t bytes_per_second);
/// A limit: "none" for 0.
[[nodiscard]] std::string limit_text(std::int64_t bytes_per_second);
/// As a user would type it: "500K"; empty for 0.
[[nodiscard]] std::string typed_rate(std::int64_t bytes_per_second);
/// Five columns at most: "45s", "3m05", "17m", "2h07", "3d04", "99d"; longer is ">1y".
[[nodiscard]] std::string short_time(std::int64_t seconds);
/// "14:02:11", local time.
[[nodiscard]] std::string clock_time(WallTime time);
/// "2026-11-02 14:02", local time.
[[nodiscard]] std::string date_time(WallTime time);
/// "1 torrent", "3 torrents".
[[nodiscard]] std::string counted(std::size_t count, std::string_view noun);
/// 12 339: groups of three digits.
[[nodiscard]] std::string grouped(std::int64_t number);

/// Whole percents, 0–100, rounded down: 100 is all of it.
[[nodiscard]] int percent(std::int64_t done, std::int64_t of);

/// `width` columns filled from the left.
[[nodiscard]] std::string bar(double fraction, int width, term::Charset charset);

/// The highest of the newest `width`.
[[nodiscard]] std::int64_t newest_peak(std::span<std::int64_t const> samples, int width);

/// One column for each of the newest `width` samples, oldest first, the highest `top`; spaces where
/// nothing moved. `level` rows are drawn one by one: 0 is the lowest of `levels`. Of the two dots
/// side by side that braille has in a column, the left is halfway from the sample before.
[[nodiscard]] std::string spark(std::span<std::int64_t const> samples, int width, std::int64_t top,
                                term::Charset charset, int level = 0, int levels = 1);

} // namespace shoal::tui
