#include "ui-cli/term/sanitise.hpp"

#include "core/base/text.hpp"
#include "ui-cli/term/utf8.hpp"

namespace shoal::term {
namespace {

constexpr std::string_view replacement = "\xef\xbf\xbd";

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
        auto const sequence = first_sequence(untrusted);
        bool const valid = is_utf8(sequence);
        safe += valid && !is_dangerous(decode(sequence)) ? sequence : replacement;
        untrusted.remove_prefix(valid ? sequence.size() : 1);
    }
    return safe;
}

} // namespace shoal::term
