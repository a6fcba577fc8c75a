#include "ui-cli/term/frame.hpp"

#include "ui-cli/term/sanitise.hpp"
#include "ui-cli/term/utf8.hpp"
#include "ui-cli/term/width.hpp"

#include <algorithm>

namespace shoal::term {
namespace {

// One character and a few marks; more marks than that are a prank.
constexpr std::size_t longest_glyph = 15;

std::string lines_of(Size size, auto const& text_of) {
    std::string text;
    for (int row = 0; row < size.rows; ++row) {
        std::string line;
        for (int column = 0; column < size.columns; ++column)
            line += text_of(Place{row, column});
        line.erase(line.find_last_not_of(' ') + 1);
        text += line + "\n";
    }
    return text;
}

} // namespace

Frame::Frame(Size size, Charset charset)
    : size_(size),
      charset_(charset),
      cells_(static_cast<std::size_t>(std::max(0, size.columns) * std::max(0, size.rows))) {}

int Frame::text(Place at, std::string_view untrusted, Role role, int limit) {
    return write(at, sanitise(untrusted), role, limit);
}

int Frame::label(Place at, std::string_view untrusted, Role role, int limit) {
    auto const safe = sanitise(untrusted);
    if (display_width(safe) <= limit)
        return write(at, safe, role, limit);
    int const used = write(at, safe, role, limit - 1);
    return used + write({at.row, at.column + used}, charset_ != Charset::ascii ? "…" : "~", role,
                        limit - used);
}

void Frame::text_before(Place end, std::string_view untrusted, Role role) {
    auto const safe = sanitise(untrusted);
    write({end.row, end.column - display_width(safe)}, safe, role, unlimited);
}

void Frame::fill(Place at, int width, Role role, std::string_view glyph) {
    for (int i = 0; i < width; ++i)
        put({at.row, at.column + i}, glyph, 1, role);
}

void Frame::restyle(Place at, int width, Role role) {
    for (int i = 0; i < width; ++i)
        if (auto* const changed = cell({at.row, at.column + i}))
            changed->role = role;
}

Cell const& Frame::at(Place place) const {
    return cells_.at(static_cast<std::size_t>(place.row * size_.columns + place.column));
}

void Frame::clickable(Place at, int width, std::string key, std::size_t number) {
    hits_.push_back({at, width, std::move(key), number});
}

Hit const* Frame::hit(Place place) const {
    auto const found = std::find_if(hits_.rbegin(), hits_.rend(), [&](Hit const& hit) {
        return hit.place.row == place.row && place.column >= hit.place.column &&
               place.column < hit.place.column + hit.width;
    });
    return found == hits_.rend() ? nullptr : &*found;
}

std::string Frame::glyphs() const {
    return lines_of(size_, [this](Place place) { return at(place).glyph; });
}

std::string Frame::roles() const {
    return lines_of(size_, [this](Place place) { return std::string(1, letter(at(place).role)); });
}

Cell* Frame::cell(Place place) {
    bool const inside = place.row >= 0 && place.row < size_.rows && place.column >= 0 &&
                        place.column < size_.columns;
    return inside ? &cells_[static_cast<std::size_t>(place.row * size_.columns + place.column)]
                  : nullptr;
}

void Frame::put(Place place, std::string_view glyph, int width, Role role) {
    auto* const first = cell(place);
    auto* const second = width == 2 ? cell({place.row, place.column + 1}) : nullptr;
    if (!first)
        return;
    auto* const before = cell({place.row, place.column - 1});
    if (first->glyph.empty() && before)
        before->glyph = " "; // half of it is gone
    auto* const behind = cell({place.row, place.column + width});
    if (behind && behind->glyph.empty())
        behind->glyph = " ";
    *first = {width == 2 && !second ? " " : std::string{glyph}, role};
    if (second)
        *second = {"", role};
}

int Frame::write(Place at, std::string_view safe, Role role, int limit) {
    int used = 0;
    while (!safe.empty()) {
        auto const sequence = first_sequence(safe);
        safe.remove_prefix(sequence.size());
        int const width = display_width(sequence);
        Place const place{at.row, at.column + used};
        if (width == 0) {
            auto* const base = cell({place.row, place.column - 1});
            if (used > 0 && base && !base->glyph.empty() &&
                base->glyph.size() + sequence.size() <= longest_glyph && charset_ != Charset::ascii)
                base->glyph += sequence;
            continue;
        }
        if (used + width > limit)
            break;
        bool const is_shown = charset_ != Charset::ascii || sequence.size() == 1;
        put(place, is_shown ? sequence : "?", is_shown ? width : 1, role);
        used += is_shown ? width : 1;
    }
    return used;
}

} // namespace shoal::term
