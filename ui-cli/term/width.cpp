#include "ui-cli/term/width.hpp"

#include "ui-cli/term/utf8.hpp"

#include <algorithm>
#include <array>

namespace shoal::term {
namespace {

struct Range {
    std::uint32_t first;
    std::uint32_t last;
};

// The blocks that matter of Unicode's EastAsianWidth.txt (W and F).
constexpr std::array wide{
    Range{0x1100, 0x115f},   Range{0x2e80, 0x303e},   Range{0x3041, 0xa4cf},
    Range{0xa960, 0xa97c},   Range{0xac00, 0xd7a3},   Range{0xf900, 0xfaff},
    Range{0xfe30, 0xfe6f},   Range{0xff00, 0xff60},   Range{0xffe0, 0xffe6},
    Range{0x1f300, 0x1f64f}, Range{0x1f680, 0x1f6ff}, Range{0x1f900, 0x1f9ff},
    Range{0x20000, 0x3fffd},
};
constexpr std::array zero{
    Range{0x300, 0x36f},   Range{0x1ab0, 0x1aff}, Range{0x1dc0, 0x1dff},
    Range{0x20d0, 0x20ff}, Range{0xfe00, 0xfe0f}, Range{0xfe20, 0xfe2f},
};

template <std::size_t size>
bool is_in(std::array<Range, size> const& ranges, std::uint32_t code) {
    return std::any_of(ranges.begin(), ranges.end(),
                       [code](Range range) { return code >= range.first && code <= range.last; });
}

int width_of(std::uint32_t code) {
    if (is_in(zero, code))
        return 0;
    return is_in(wide, code) ? 2 : 1;
}

/// How many bytes at the front take at most `columns` columns.
std::size_t bytes_within(std::string_view text, int columns) {
    std::size_t bytes = 0;
    while (bytes < text.size()) {
        auto const sequence = first_sequence(text.substr(bytes));
        columns -= width_of(decode(sequence));
        if (columns < 0)
            break;
        bytes += sequence.size();
    }
    return bytes;
}

} // namespace

int display_width(std::string_view text) {
    int columns = 0;
    while (!text.empty()) {
        auto const sequence = first_sequence(text);
        columns += width_of(decode(sequence));
        text.remove_prefix(sequence.size());
    }
    return columns;
}

std::string clip(std::string_view text, int columns) {
    return std::string{text.substr(0, bytes_within(text, columns))};
}

std::string fit(std::string_view text, int columns) {
    auto fitted = display_width(text) <= columns ? std::string{text}
                  : columns > 3                  ? clip(text, columns - 3) + "..."
                                                 : clip(text, columns);
    fitted.append(static_cast<std::size_t>(std::max(0, columns - display_width(fitted))), ' ');
    return fitted;
}

} // namespace shoal::term
