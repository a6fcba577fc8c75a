// BEP 42: the first 21 bits of an id are those of CRC-32C over the address, masked, and a number
// below eight that the id's last byte names. One address has eight ids of these bits, so somebody
// who wants his nodes near an info-hash needs as many addresses as there are prefixes: two million.

#include "core/health/dht_node_id.hpp"

#include <span>

namespace shoal::health {
namespace {

constexpr auto crc_table = [] {
    constexpr std::uint32_t castagnoli = 0x82f63b78; // reflected
    std::array<std::uint32_t, 256> table{};
    for (std::uint32_t byte = 0; byte < table.size(); ++byte) {
        std::uint32_t crc = byte;
        for (int bit = 0; bit < 8; ++bit)
            crc = (crc & 1U) != 0 ? (crc >> 1U) ^ castagnoli : crc >> 1U;
        table.at(byte) = crc;
    }
    return table;
}();

std::uint32_t crc32c(std::span<std::uint8_t const> bytes) {
    std::uint32_t crc = ~0U;
    for (std::uint8_t const byte : bytes)
        crc = (crc >> 8U) ^ crc_table.at((crc ^ byte) & 0xffU);
    return ~crc;
}

bool is_exempt_v4(std::span<std::uint8_t const> address) {
    return address[0] == 10 || address[0] == 127 ||
           (address[0] == 172 && (address[1] & 0xf0U) == 16) ||
           (address[0] == 192 && address[1] == 168) || (address[0] == 169 && address[1] == 254);
}

bool is_exempt_v6(std::span<std::uint8_t const> address) {
    bool const is_link_local = address[0] == 0xfe && (address[1] & 0xc0U) == 0x80;
    bool const is_unique_local = (address[0] & 0xfeU) == 0xfc;
    bool const is_low = address[0] == 0 && address[1] == 0; // ::1, and IPv4 in disguise
    return is_link_local || is_unique_local || is_low;
}

} // namespace

std::optional<bool> fits_address(DhtId const& id, DhtEndpoint const& endpoint) {
    static constexpr std::array<std::uint8_t, 4> mask_v4{0x03, 0x0f, 0x3f, 0xff};
    static constexpr std::array<std::uint8_t, 8> mask_v6{0x01, 0x03, 0x07, 0x0f,
                                                         0x1f, 0x3f, 0x7f, 0xff};
    if (endpoint.is_v6 ? is_exempt_v6(endpoint.address) : is_exempt_v4(endpoint.address))
        return std::nullopt;
    std::span<std::uint8_t const> const mask =
        endpoint.is_v6 ? std::span<std::uint8_t const>{mask_v6} : mask_v4;
    std::array<std::uint8_t, 8> masked{};
    for (std::size_t i = 0; i < mask.size(); ++i)
        masked.at(i) = endpoint.address.at(i) & mask[i];
    masked[0] = static_cast<std::uint8_t>(masked[0] | ((id.back() & 7U) << 5U));
    auto const crc = crc32c(std::span{masked}.first(mask.size()));
    constexpr std::uint32_t first_21 = 0xfffff800;
    auto const prefix = static_cast<std::uint32_t>(id[0]) << 24U |
                        static_cast<std::uint32_t>(id[1]) << 16U |
                        static_cast<std::uint32_t>(id[2]) << 8U;
    return ((prefix ^ crc) & first_21) == 0;
}

} // namespace shoal::health
