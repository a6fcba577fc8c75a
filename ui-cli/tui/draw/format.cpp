#include "ui-cli/tui/draw/format.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <ctime>

namespace shoal::tui {
namespace {

constexpr std::array<std::string_view, 9> lower_blocks{" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
constexpr std::array<std::string_view, 9> left_blocks{"", "▏", "▎", "▍", "▌", "▋", "▊", "▉", "█"};
constexpr std::array<std::string_view, 9> ascii_heights{" ", ".", ".", ":", "-",
                                                        "=", "+", "*", "#"};

std::string_view column(std::size_t height, term::Charset charset) {
    return charset == term::Charset::ascii ? ascii_heights.at(height) : lower_blocks.at(height);
}

/// Two columns of at most four dots, as one braille pattern: U+2800 and a bit for each dot.
std::string dots(std::size_t left, std::size_t right) {
    static constexpr std::array<unsigned, 5> left_bits{0, 0x40, 0x44, 0x46, 0x47};
    static constexpr std::array<unsigned, 5> right_bits{0, 0x80, 0xa0, 0xb0, 0xb8};
    auto const bits = left_bits.at(left) | right_bits.at(right);
    if (bits == 0)
        return " ";
    return {'\xe2', static_cast<char>(0xa0 + (bits >> 6U)),
            static_cast<char>(0x80 + (bits & 0x3fU))};
}

std::tm local(WallTime time) {
    auto const seconds = std::chrono::system_clock::to_time_t(time);
    std::tm parts{};
    ::localtime_r(&seconds, &parts);
    return parts;
}

} // namespace

std::string short_size(std::int64_t bytes) {
    static constexpr std::string_view units = "KMGTPE";
    if (bytes < 1000)
        return fmt::format("{}", bytes);
    auto value = static_cast<double>(bytes) / 1024;
    std::size_t unit = 0;
    while (value >= 999.5 && unit + 1 < units.size()) {
        value /= 1024;
        ++unit;
    }
    return fmt::format("{:.{}f}{}", value,
                       value < 99.95 && unit > 0 ? 1
                       : value < 9.95            ? 1
                                                 : 0,
                       units[unit]);
}

std::string short_rate(std::int64_t bytes_per_second) {
    return bytes_per_second > 0 ? short_size(bytes_per_second) : std::string{};
}

std::string limit_text(std::int64_t bytes_per_second) {
    return bytes_per_second > 0 ? short_size(bytes_per_second) + "/s" : "none";
}

std::string typed_rate(std::int64_t rate) {
    if (rate == 0)
        return {};
    for (auto const& [unit, name] : {std::pair{1 << 20, "M"}, {1 << 10, "K"}})
        if (rate % unit == 0)
            return fmt::format("{}{}", rate / unit, name);
    return std::to_string(rate);
}

std::string short_time(std::int64_t seconds) {
    if (seconds < 60)
        return fmt::format("{}s", seconds);
    if (seconds < 600)
        return fmt::format("{}m{:02}", seconds / 60, seconds % 60);
    if (seconds < 3600)
        return fmt::format("{}m", seconds / 60);
    if (seconds < 86'400)
        return fmt::format("{}h{:02}", seconds / 3600, seconds / 60 % 60);
    auto const days = seconds / 86'400;
    if (days < 10)
        return fmt::format("{}d{:02}", days, seconds / 3600 % 24);
    return days <= 365 ? fmt::format("{}d", days) : ">1y";
}

std::string clock_time(WallTime time) {
    return fmt::format("{:%H:%M:%S}", local(time));
}

std::string date_time(WallTime time) {
    return fmt::format("{:%Y-%m-%d %H:%M}", local(time));
}

std::string counted(std::size_t count, std::string_view noun) {
    return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

std::string grouped(std::int64_t number) {
    auto digits = std::to_string(number);
    for (auto at = static_cast<std::ptrdiff_t>(digits.size()) - 3; at > 0; at -= 3)
        digits.insert(static_cast<std::size_t>(at), " ");
    return digits;
}

int percent(std::int64_t done, std::int64_t of) {
    if (of <= 0)
        return 0;
    auto const share = static_cast<double>(done) / static_cast<double>(of);
    return done >= of ? 100 : std::clamp(static_cast<int>(share * 100), 0, 99);
}

std::string bar(double fraction, int width, term::Charset charset) {
    bool const is_ascii = charset == term::Charset::ascii;
    auto const eighths =
        static_cast<int>(std::clamp(fraction, 0.0, 1.0) * static_cast<double>(width) * 8);
    std::string text;
    for (int column = 0; column < width; ++column) {
        auto const part = static_cast<std::size_t>(std::clamp(eighths - column * 8, 0, 8));
        if (is_ascii)
            text += part >= 4 ? '#' : '.';
        else
            text += part == 0 ? std::string_view{"·"} : left_blocks.at(part);
    }
    return text;
}

std::int64_t newest_peak(std::span<std::int64_t const> samples, int width) {
    auto const newest = samples.last(std::min(samples.size(), static_cast<std::size_t>(width)));
    return newest.empty() ? 0 : *std::ranges::max_element(newest);
}

std::string spark(std::span<std::int64_t const> samples, int width, std::int64_t top,
                  term::Charset charset, int level, int levels) {
    bool const is_braille = charset == term::Charset::braille;
    int const steps = is_braille ? 4 : 8; // that a character is high
    auto const height = [&](double sample) {
        // What moves at all is seen: it gets one step at least.
        auto const share = top > 0 ? std::min(1.0, sample / static_cast<double>(top)) : 0;
        int const whole = sample > 0 ? std::max(1, static_cast<int>(share * levels * steps)) : 0;
        return static_cast<std::size_t>(std::clamp(whole - level * steps, 0, steps));
    };
    auto const room = static_cast<std::size_t>(std::max(0, width));
    auto const first = samples.size() - std::min(samples.size(), room);
    std::string text(room - (samples.size() - first), ' ');
    for (auto i = first; i < samples.size(); ++i) {
        auto const sample = static_cast<double>(samples[i]);
        auto const before = i > 0 && sample > 0 ? static_cast<double>(samples[i - 1]) : sample;
        text += is_braille ? dots(height((before + sample) / 2), height(sample))
                           : std::string{column(height(sample), charset)};
    }
    return text;
}

} // namespace shoal::tui
