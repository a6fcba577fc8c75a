#include "core/control/base64.hpp"

#include <array>
#include <cstdint>

namespace shoal::control {
namespace {

constexpr std::string_view alphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::int8_t no_digit = -1;

consteval std::array<std::int8_t, 256> digit_values() {
    std::array<std::int8_t, 256> values{};
    values.fill(no_digit);
    for (std::size_t i = 0; i < alphabet.size(); ++i)
        values[static_cast<unsigned char>(alphabet[i])] = static_cast<std::int8_t>(i);
    return values;
}

constexpr auto values = digit_values();

std::uint32_t byte_at(std::string_view text, std::size_t i) {
    return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U;
}

} // namespace

std::string to_base64(std::string_view bytes) {
    std::string text;
    text.reserve((bytes.size() + 2) / 3 * 4);
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        auto const three =
            byte_at(bytes, i) << 16 | byte_at(bytes, i + 1) << 8 | byte_at(bytes, i + 2);
        text += alphabet[three >> 18];
        text += alphabet[three >> 12 & 63];
        text += i + 1 < bytes.size() ? alphabet[three >> 6 & 63] : '=';
        text += i + 2 < bytes.size() ? alphabet[three & 63] : '=';
    }
    return text;
}

Result<std::string> from_base64(std::string_view text) {
    auto const bad = [] {
        return fail(Errc::invalid_input, "this is not base64 (RFC 4648, with padding)");
    };
    std::size_t const padding = text.ends_with("==") ? 2 : text.ends_with('=') ? 1 : 0;
    if (text.size() % 4 != 0)
        return bad();
    std::string bytes;
    bytes.reserve(text.size() / 4 * 3);
    std::uint32_t four = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        bool const is_padding = i >= text.size() - padding;
        auto const value = is_padding ? 0 : values[static_cast<unsigned char>(text[i])];
        if (value == no_digit)
            return bad();
        four = four << 6 | static_cast<std::uint32_t>(value);
        if (i % 4 == 3)
            bytes += {static_cast<char>(four >> 16), static_cast<char>(four >> 8),
                      static_cast<char>(four)};
    }
    bytes.resize(bytes.size() - padding);
    // One text for one value: what padding leaves over must be zero.
    if (padding != 0 && to_base64(bytes) != text)
        return bad();
    return bytes;
}

} // namespace shoal::control
