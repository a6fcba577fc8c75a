#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace shoal::policy {

/// An IP address as a number, IPv4 before IPv6.
struct Address {
    bool is_v6 = false;
    std::uint64_t high = 0; ///< of IPv6: its first eight bytes
    std::uint64_t low = 0;  ///< the other eight, or all of IPv4

    friend auto operator<=>(Address const&, Address const&) = default;
};

/// Both ends belong to it and are of one family.
struct AddressRange {
    Address first;
    Address last;

    friend bool operator==(AddressRange const&, AddressRange const&) = default;
};

/// "1.2.3.4", "001.002.003.004" (digits are decimal whatever they begin with) or IPv6.
[[nodiscard]] std::optional<Address> parse_address(std::string_view text);

/// "A", "A-B", "A - B" or CIDR "A/24". Nothing for anything else, or when B comes before A.
[[nodiscard]] std::optional<AddressRange> parse_range(std::string_view text);

/// Sorted, and those that overlap or touch made one.
[[nodiscard]] std::vector<AddressRange> merged(std::vector<AddressRange> ranges);

/// Whether one of the ranges, as `merged` gives them, holds the address. O(log n).
[[nodiscard]] bool contains(std::vector<AddressRange> const& ranges, Address address);

} // namespace shoal::policy
