#include "ui-cli/term/clipboard.hpp"

#include "ui-cli/term/sanitise.hpp"

namespace shoal::term {
namespace {

std::string base64(std::string_view text) {
    static constexpr std::string_view digits =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string out;
    for (std::size_t i = 0; i < text.size(); i += 3) {
        auto const byte = [&](std::size_t k) {
            return k < text.size() ? static_cast<unsigned char>(text[k]) : 0U;
        };
        unsigned const group = byte(i) << 16 | byte(i + 1) << 8 | byte(i + 2);
        for (int k = 0; k < 4; ++k)
            out += i + static_cast<std::size_t>(k) <= text.size()
                       ? digits[(group >> (18 - 6 * k)) & 63U]
                       : '=';
    }
    return out;
}

} // namespace

std::string clipboard_sequence(std::string_view untrusted) {
    return "\x1b]52;c;" + base64(sanitise(untrusted)) + "\x07";
}

} // namespace shoal::term
