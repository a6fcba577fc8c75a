#pragma once

#include "core/policy/address_range.hpp"

namespace shoal::policy {

/// Addresses to have nothing to do with, as published lists name them.
struct BlockList {
    std::vector<AddressRange> ranges;          ///< merged
    std::int64_t entries = 0;                  ///< lines that were understood
    std::int64_t bad_lines = 0;                ///< lines that were not; they are left out
    std::vector<std::int64_t> first_bad_lines; ///< the numbers of up to five of them, from 1
};

/// Reads the formats that lists come in, line by line: plain "A", "A-B" and CIDR "A/24"; P2P
/// (PeerGuardian) "name:A-B", whose name may hold anything; eMule's ipfilter.dat
/// "A - B , level , name", which blocks at levels up to 127. IPv4 and IPv6. Lines that are empty or
/// begin with #, ; or // are comments.
[[nodiscard]] BlockList parse_block_list(std::string_view text);

} // namespace shoal::policy
