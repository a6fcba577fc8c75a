#include "core/base/percent.hpp"

#include "core/base/hash.hpp"

namespace shoal {

std::string percent_decoded(std::string_view text) {
    std::string decoded;
    while (!text.empty()) {
        std::uint8_t byte = 0;
        bool const is_escape = text.front() == '%' && from_hex(text.substr(1, 2), {&byte, 1});
        decoded += is_escape ? static_cast<char>(byte) : text.front();
        text.remove_prefix(is_escape ? 3 : 1);
    }
    return decoded;
}

} // namespace shoal
