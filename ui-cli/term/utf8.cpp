#include "ui-cli/term/utf8.hpp"

namespace shoal::term {

std::string_view first_sequence(std::string_view text) {
    auto const lead = static_cast<unsigned char>(text[0]);
    std::size_t const length = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    return text.substr(0, length);
}

std::uint32_t decode(std::string_view sequence) {
    auto const lead = static_cast<unsigned char>(sequence[0]);
    if (sequence.size() == 1)
        return lead;
    std::uint32_t code = lead & (0x7fU >> sequence.size());
    for (char const c : sequence.substr(1))
        code = (code << 6) | (static_cast<unsigned char>(c) & 0x3fU);
    return code;
}

} // namespace shoal::term
