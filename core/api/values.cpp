#include "core/api/values.hpp"

#include "core/base/text.hpp"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <cmath>

namespace shoal::api {
namespace {

/// All of the text as a number; nothing if it is none.
template <class Number>
std::optional<Number> whole(std::string_view text) {
    Number value{};
    auto const* const end = text.data() + text.size();
    auto const [last, error] = std::from_chars(text.data(), end, value);
    return error == std::errc{} && last == end ? std::optional{value} : std::nullopt;
}

tl::unexpected<Error> wrong(std::string what) {
    return fail(Errc::invalid_input, std::move(what));
}

constexpr std::array<std::string_view, 7> weekdays{"sunday",   "monday", "tuesday", "wednesday",
                                                   "thursday", "friday", "saturday"};

} // namespace

Result<int> parse_count(std::string_view text, int min, int max) {
    auto const value = whole<int>(text);
    if (!value || *value < min || *value > max)
        return wrong(fmt::format("'{}' is not a number from {} to {}", text, min, max));
    return *value;
}

Result<double> parse_ratio(std::string_view text) {
    auto const value = whole<double>(text);
    if (!value || !std::isfinite(*value) || *value < 0)
        return wrong(fmt::format("'{}' is not a ratio; write for example 1.5", text));
    return *value;
}

Result<bool> parse_switch(std::string_view text) {
    for (auto const* yes : {"true", "1", "yes", "on"})
        if (text == yes)
            return true;
    for (auto const* no : {"false", "0", "no", "off"})
        if (text == no)
            return false;
    return wrong(fmt::format("'{}' is neither true nor false", text));
}

Result<Encryption> parse_encryption(std::string_view text) {
    for (auto const each : {Encryption::off, Encryption::prefer, Encryption::require})
        if (text == to_string(each))
            return each;
    return wrong(fmt::format("'{}' is none of off, prefer and require", text));
}

Result<std::string> parse_proxy(std::string_view text) {
    auto rest = text;
    bool const known = rest.starts_with("socks5://") || rest.starts_with("http://");
    rest.remove_prefix(known ? rest.find("://") + 3 : 0);
    if (auto const user_end = rest.rfind('@'); user_end != std::string_view::npos)
        rest.remove_prefix(user_end + 1);
    if (rest.ends_with('/'))
        rest.remove_suffix(1);
    if (!text.empty() && (!known || !parse_endpoint(rest)))
        return wrong("this is not a proxy; write socks5://[USER:PASSWORD@]HOST:PORT or "
                     "http://[USER:PASSWORD@]HOST:PORT");
    return std::string{text};
}

Result<std::chrono::minutes> parse_clock(std::string_view text) {
    auto const colon = std::min(text.find(':'), text.size());
    auto const hour = whole<unsigned>(text.substr(0, colon));
    auto const minute = whole<unsigned>(text.substr(std::min(colon + 1, text.size())));
    bool const is_time = hour && minute && *minute < 60 && *hour * 60 + *minute <= 24 * 60;
    if (!is_time || *hour > 24)
        return wrong(fmt::format("'{}' is not a time of day; write for example 22:30", text));
    return std::chrono::minutes{(*hour * 60 + *minute) % (24 * 60)};
}

Result<int> parse_weekday(std::string_view text) {
    if (auto const number = whole<int>(text); number && *number >= 0 && *number <= 7)
        return *number % 7;
    for (std::size_t day = 0; day < weekdays.size(); ++day)
        if (text.size() >= 3 && starts_with_ignoring_case(weekdays[day], text))
            return static_cast<int>(day);
    return wrong(fmt::format("'{}' is not a day; write for example mon or monday", text));
}

std::string_view to_string(Encryption encryption) {
    switch (encryption) {
    case Encryption::off:
        return "off";
    case Encryption::prefer:
        return "prefer";
    case Encryption::require:
        return "require";
    }
    return "";
}

std::string exact_size(std::int64_t bytes) {
    static constexpr std::array units{"", "KiB", "MiB", "GiB", "TiB"};
    std::size_t unit = 0;
    while (bytes != 0 && bytes % 1024 == 0 && unit + 1 < units.size()) {
        bytes /= 1024;
        ++unit;
    }
    return fmt::format("{}{}", bytes, units[unit]);
}

std::string exact_duration(std::chrono::seconds duration) {
    struct Unit {
        std::int64_t seconds;
        char letter;
    };

    std::string text;
    auto rest = duration.count();
    for (auto const& [seconds, letter] : {Unit{86400, 'd'}, {3600, 'h'}, {60, 'm'}, {1, 's'}}) {
        if (rest >= seconds)
            text += fmt::format("{}{}", rest / seconds, letter);
        rest %= seconds;
    }
    return text.empty() ? "0s" : text;
}

std::string clock_text(std::chrono::minutes since_midnight) {
    return fmt::format("{:02}:{:02}", since_midnight.count() / 60, since_midnight.count() % 60);
}

std::string_view weekday_text(int weekday) {
    return weekdays.at(static_cast<std::size_t>(weekday)).substr(0, 3);
}

} // namespace shoal::api
