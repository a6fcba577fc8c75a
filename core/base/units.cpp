#include "core/base/units.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <optional>

namespace shoal {
namespace {

constexpr std::string_view prefixes = "KMGTPE";
// A clock counts nanoseconds in 63 bits, which is 292 years: a century can be added to any time.
constexpr double longest_duration = 100 * 365.0 * 86400;

/// The factor of "", "B", "K", "KiB", "kB", "MB"…; nothing for an unknown unit.
std::optional<double> size_factor(std::string_view unit) {
    if (unit.empty() || unit == "B")
        return 1.0;
    auto const upper = static_cast<char>(unit[0] == 'k' ? 'K' : unit[0]);
    auto const power = prefixes.find(upper);
    if (power == std::string_view::npos)
        return std::nullopt;
    auto const rest = unit.substr(1);
    if (rest.empty() || rest == "iB" || rest == "i")
        return std::pow(1024.0, static_cast<double>(power + 1));
    if (rest == "B")
        return std::pow(1000.0, static_cast<double>(power + 1));
    return std::nullopt;
}

struct Number {
    double value = 0;
    std::string_view rest;
};

std::optional<Number> leading_number(std::string_view text) {
    double value = 0;
    // from_chars would also take "nan" and "inf".
    if (text.empty() || text.find_first_of("0123456789.") != 0)
        return std::nullopt;
    auto const [end, error] =
        std::from_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed);
    if (error != std::errc{} || value < 0)
        return std::nullopt;
    return Number{value, text.substr(static_cast<std::size_t>(end - text.data()))};
}

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && text.front() == ' ')
        text.remove_prefix(1);
    while (!text.empty() && text.back() == ' ')
        text.remove_suffix(1);
    return text;
}

std::optional<std::int64_t> seconds_in(char unit) {
    switch (unit) {
    case 's':
        return 1;
    case 'm':
        return 60;
    case 'h':
        return 3600;
    case 'd':
        return 86400;
    default:
        return std::nullopt;
    }
}

/// Reads exactly `width` digits at the front; -1 if they are not there.
int take_digits(std::string_view& text, std::size_t width) {
    int value = 0;
    if (text.size() < width || text.front() == '-')
        return -1;
    auto const [end, error] = std::from_chars(text.data(), text.data() + width, value);
    if (error != std::errc{} || end != text.data() + width)
        return -1;
    text.remove_prefix(width);
    return value;
}

bool take(std::string_view& text, char expected) {
    if (text.empty() || text.front() != expected)
        return false;
    text.remove_prefix(1);
    return true;
}

// WallTime counts nanoseconds from 1970 and ends in 2262.
constexpr WallTime end_of_times = std::chrono::sys_days{std::chrono::year{2262} / 1 / 1};

/// Midnight of a day there is.
std::optional<WallTime> date_of(int year, int month, int day) {
    std::chrono::year_month_day const date{std::chrono::year{year},
                                           std::chrono::month{static_cast<unsigned>(month)},
                                           std::chrono::day{static_cast<unsigned>(day)}};
    bool const is_known = year >= 1970 && year < 2262 && month > 0 && day > 0 && date.ok();
    return is_known ? std::optional{WallTime{std::chrono::sys_days{date}}} : std::nullopt;
}

/// Since midnight; a minute may have a leap second.
std::optional<std::chrono::seconds> time_of(int hour, int minute, int second) {
    bool const is_known =
        hour >= 0 && hour < 24 && minute >= 0 && minute < 60 && second >= 0 && second <= 60;
    if (!is_known)
        return std::nullopt;
    return std::chrono::hours{hour} + std::chrono::minutes{minute} + std::chrono::seconds{second};
}

/// "Z", "+02:00", "-0530": east of UTC.
std::optional<std::chrono::seconds> take_offset(std::string_view text) {
    if (text == "Z" || text == "z")
        return std::chrono::seconds{0};
    bool const east = take(text, '+');
    if (!east && !take(text, '-'))
        return std::nullopt;
    int const hours = take_digits(text, 2);
    take(text, ':');
    auto const offset = time_of(hours, take_digits(text, 2), 0);
    if (!offset || !text.empty())
        return std::nullopt;
    return east ? *offset : -*offset;
}

} // namespace

Result<std::int64_t> parse_size(std::string_view text) {
    auto const bad = [&] {
        return fail(
            Errc::invalid_input,
            fmt::format("'{}' is not a size; write for example 256KiB, 1.5G or 4096", text));
    };
    auto const number = leading_number(trimmed(text));
    if (!number)
        return bad();
    auto const factor = size_factor(trimmed(number->rest));
    if (!factor)
        return bad();
    double const bytes = number->value * *factor;
    if (bytes >= 9.2233720368547758e18)
        return bad();
    return static_cast<std::int64_t>(std::llround(bytes));
}

Result<std::int64_t> parse_rate(std::string_view text) {
    auto rate = trimmed(text);
    if (rate == "unlimited")
        return 0;
    if (rate.ends_with("/s"))
        rate.remove_suffix(2);
    return parse_size(rate).map_error([&](Error error) {
        error.what = fmt::format(
            "'{}' is not a rate; write for example 500KiB/s, 20M or 0 for no limit", text);
        return error;
    });
}

Result<std::chrono::seconds> parse_duration(std::string_view text) {
    auto const bad = [&] {
        return fail(Errc::invalid_input,
                    fmt::format("'{}' is not a duration; write for example 90, 5m or 1h30m", text));
    };
    auto rest = trimmed(text);
    if (rest.empty())
        return bad();
    double total = 0;
    while (!rest.empty()) {
        auto const number = leading_number(rest);
        if (!number)
            return bad();
        auto const unit = number->rest.empty() ? 's' : number->rest.front();
        auto const factor = seconds_in(unit);
        if (!factor)
            return bad();
        total += number->value * static_cast<double>(*factor);
        rest = number->rest.empty() ? number->rest : number->rest.substr(1);
    }
    if (total > longest_duration)
        return bad();
    return std::chrono::seconds{std::llround(total)};
}

Result<WallTime> parse_time(std::string_view text) {
    auto rest = text;
    int const year = take_digits(rest, 4);
    bool ok = take(rest, '-');
    int const month = take_digits(rest, 2);
    ok = ok && take(rest, '-');
    int const day = take_digits(rest, 2);
    ok = ok && (take(rest, 'T') || take(rest, ' '));
    int const hour = take_digits(rest, 2);
    ok = ok && take(rest, ':');
    int const minute = take_digits(rest, 2);
    ok = ok && take(rest, ':');
    int const second = take_digits(rest, 2);
    auto const offset = ok ? take_offset(rest) : std::nullopt;
    auto const date = date_of(year, month, day);
    auto const time = time_of(hour, minute, second);
    auto const result = offset && date && time ? *date + *time - *offset : end_of_times;
    if (result < WallTime{} || result >= end_of_times)
        return fail(
            Errc::invalid_input,
            fmt::format("'{}' is not an RFC 3339 time; write for example 2026-11-02T15:04:05Z",
                        text));
    return result;
}

std::string format_time(WallTime time) {
    return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}",
                       fmt::gmtime(std::chrono::system_clock::to_time_t(time)));
}

std::string format_size(std::int64_t bytes) {
    static constexpr std::array units{"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};
    auto value = static_cast<double>(bytes);
    std::size_t unit = 0;
    while (std::abs(value) >= 999.5 && unit + 1 < units.size()) {
        value /= 1024;
        ++unit;
    }
    if (unit == 0)
        return fmt::format("{} B", bytes);
    int const decimals = std::abs(value) < 9.995 ? 2 : std::abs(value) < 99.95 ? 1 : 0;
    auto text = fmt::format("{:.{}f}", value, decimals);
    if (text.find('.') != std::string::npos) {
        text.erase(text.find_last_not_of('0') + 1);
        if (text.ends_with('.'))
            text.pop_back();
    }
    return fmt::format("{} {}", text, units[unit]);
}

std::string format_rate(std::int64_t bytes_per_second) {
    return format_size(bytes_per_second) + "/s";
}

std::string format_duration(std::chrono::seconds duration) {
    auto const total = duration.count();
    if (total < 60)
        return fmt::format("{}s", total);
    if (total < 3600)
        return fmt::format("{}m{:02}s", total / 60, total % 60);
    if (total < 86400)
        return fmt::format("{}h{:02}m", total / 3600, total / 60 % 60);
    return fmt::format("{}d{:02}h", total / 86400, total / 3600 % 24);
}

} // namespace shoal
