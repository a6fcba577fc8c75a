#include "ui-cli/term/sanitise.hpp"

#include "core/base/text.hpp"

#include <algorithm>
#include <cstdint>

namespace shoal::term {
namespace {

constexpr std::string_view replacement = "\xef\xbf\xbd";

std::size_t length_from_lead(unsigned char lead) {
    if (lead < 0x80)
        return 1;
    if (lead < 0xe0)
        return 2;
    return lead < 0xf0 ? 3 : 4;
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

/// Controls (C0, C1), separators that break lines, bidi controls and marks, tags, interlinear and
/// zero-width format characters.
bool is_dangerous(std::uint32_t code) {
    return code < 0x20 || (code >= 0x7f && code < 0xa0) || code == 0xad || code == 0x61c ||
           code == 0x180e || (code >= 0x200b && code <= 0x200f) ||
           (code >= 0x2028 && code <= 0x202e) || (code >= 0x2060 && code <= 0x206f) ||
           code == 0xfeff || (code >= 0xfff9 && code <= 0xfffb) ||
           (code >= 0xe0000 && code <= 0xe007f);
}

} // namespace

std::string sanitise(std::string_view untrusted) {
    std::string safe;
    safe.reserve(untrusted.size());
    while (!untrusted.empty()) {
        auto const length =
            std::min(length_from_lead(static_cast<unsigned char>(untrusted[0])), untrusted.size());
        auto const sequence = untrusted.substr(0, length);
        bool const valid = is_utf8(sequence);
        safe += valid && !is_dangerous(decode(sequence)) ? sequence : replacement;
        untrusted.remove_prefix(valid ? length : 1);
    }
    return safe;
}

} // namespace shoal::term
