#include "core/policy/address_range.hpp"

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <charconv>
#include <string>

namespace shoal::policy {
namespace {

constexpr auto ones = ~std::uint64_t{0};

/// A whole number of at most three digits at the front, which are taken away.
std::optional<unsigned> take_number(std::string_view& text) {
    unsigned value = 0;
    auto const digits = text.substr(0, 3);
    auto const [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (error != std::errc{})
        return std::nullopt;
    text.remove_prefix(static_cast<std::size_t>(end - digits.data()));
    return value;
}

std::optional<Address> parse_v4(std::string_view text) {
    Address address;
    for (int part = 0; part < 4; ++part) {
        if (part > 0 && !text.starts_with('.'))
            return std::nullopt;
        text.remove_prefix(part > 0 ? 1 : 0);
        auto const number = take_number(text);
        if (!number || *number > 255)
            return std::nullopt;
        address.low = address.low << 8 | *number;
    }
    return text.empty() ? std::optional{address} : std::nullopt;
}

std::uint64_t eight_bytes(std::uint8_t const* bytes) {
    std::uint64_t value = 0;
    for (int i = 0; i < 8; ++i)
        value = value << 8 | bytes[i];
    return value;
}

std::optional<Address> parse_v6(std::string_view text) {
    if (text.size() > INET6_ADDRSTRLEN)
        return std::nullopt;
    std::array<std::uint8_t, 16> bytes{};
    if (inet_pton(AF_INET6, std::string{text}.c_str(), bytes.data()) != 1)
        return std::nullopt;
    return Address{true, eight_bytes(bytes.data()), eight_bytes(bytes.data() + 8)};
}

/// The `count` last bits of 64 set.
std::uint64_t low_bits(unsigned count) {
    return count == 0 ? 0 : ones >> (64 - count);
}

std::optional<AddressRange> parse_cidr(Address address, std::string_view digits) {
    unsigned const width = address.is_v6 ? 128 : 32;
    auto const prefix = take_number(digits);
    if (!prefix || !digits.empty() || *prefix > width)
        return std::nullopt;
    unsigned const free = width - *prefix;
    auto const low = low_bits(std::min(free, 64U));
    auto const high = low_bits(free - std::min(free, 64U));
    return AddressRange{{address.is_v6, address.high & ~high, address.low & ~low},
                        {address.is_v6, address.high | high, address.low | low}};
}

std::string_view trimmed(std::string_view text) {
    constexpr auto blanks = " \t\r";
    auto const from = text.find_first_not_of(blanks);
    if (from == std::string_view::npos)
        return {};
    return text.substr(from, text.find_last_not_of(blanks) - from + 1);
}

/// Whether `b` begins at or before the address after `a` ends.
bool meets(AddressRange const& a, AddressRange const& b) {
    if (a.last.is_v6 != b.first.is_v6)
        return false;
    auto next = a.last;
    if (++next.low == 0)
        ++next.high;
    bool const is_end_of_all = next < a.last;
    return is_end_of_all || b.first <= next;
}

} // namespace

std::optional<Address> parse_address(std::string_view text) {
    bool const is_v6 = text.find(':') != std::string_view::npos;
    return is_v6 ? parse_v6(text) : parse_v4(text);
}

std::optional<AddressRange> parse_range(std::string_view text) {
    auto const separator = text.find_first_of("-/");
    auto const first = parse_address(trimmed(text.substr(0, separator)));
    if (!first)
        return std::nullopt;
    if (separator == std::string_view::npos)
        return AddressRange{*first, *first};
    auto const rest = trimmed(text.substr(separator + 1));
    if (text[separator] == '/')
        return parse_cidr(*first, rest);
    auto const last = parse_address(rest);
    if (!last || last->is_v6 != first->is_v6 || *last < *first)
        return std::nullopt;
    return AddressRange{*first, *last};
}

std::vector<AddressRange> merged(std::vector<AddressRange> ranges) {
    std::ranges::sort(ranges, {}, &AddressRange::first);
    std::vector<AddressRange> result;
    for (auto const& range : ranges) {
        if (!result.empty() && meets(result.back(), range))
            result.back().last = std::max(result.back().last, range.last);
        else
            result.push_back(range);
    }
    return result;
}

bool contains(std::vector<AddressRange> const& ranges, Address address) {
    auto const after = std::ranges::upper_bound(ranges, address, {}, &AddressRange::first);
    return after != ranges.begin() && address <= std::prev(after)->last;
}

} // namespace shoal::policy
