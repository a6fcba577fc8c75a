#include "ui-cli/tui/pieces/piece_signs.hpp"

#include <algorithm>
#include <array>

namespace shoal::tui {
namespace {

using term::Role;

using Glyphs = std::array<std::string_view, 5>; ///< none, few, half, most, all

constexpr Glyphs shades{"·", "░", "▒", "▓", "█"};
constexpr Glyphs ascii_shades{".", "-", "+", "%", "#"};
constexpr std::array<std::string_view, 8> heights{"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
constexpr std::array<std::string_view, 10> digits{"0", "1", "2", "3", "4", "5", "6", "7", "8", "9"};
constexpr std::array<Role, copy_classes> class_roles{
    Role::copies_none, Role::copies_one, Role::copies_few, Role::copies_some, Role::copies_many};
constexpr std::array<std::string_view, copy_classes> class_names{"0", "1", "2-3", "4-7", "8+"};

// A cell is as young as its newest piece, in seconds.
constexpr std::int32_t fresh = 10, minute = 60, ten_minutes = 600;

bool is_ascii(term::Caps caps) {
    return caps.charset == term::Charset::ascii;
}

std::string_view shade(std::size_t step, term::Caps caps) {
    return is_ascii(caps) ? ascii_shades.at(step) : shades.at(step);
}

std::size_t quarters(PieceCell const& cell) {
    if (cell.have == 0 || cell.have == cell.count)
        return cell.have == 0 ? 0 : 4;
    auto const parts = cell.have * 4 / cell.count;
    return parts >= 3 ? 3 : parts >= 1 ? 2 : 1;
}

std::string_view flight_sign(term::Caps caps) {
    return is_ascii(caps) ? "*" : "◆";
}

/// Without colours each cell tells the copies of its rarest piece.
Sign copies_sign(PieceCell const& cell, term::Caps caps) {
    auto const role = copies_role(cell.rarest);
    if (cell.flying > 0)
        return {flight_sign(caps), role};
    if (caps.colour)
        return {shade(quarters(cell), caps), role};
    return {cell.rarest > 9 ? "+" : digits.at(static_cast<std::size_t>(cell.rarest)), role};
}

Sign have_sign(PieceCell const& cell, term::Caps caps) {
    auto const role = cell.have == cell.count ? Role::good : cell.have > 0 ? Role::down : Role::dim;
    if (cell.flying > 0)
        return {flight_sign(caps), Role::down};
    return {shade(quarters(cell), caps), role};
}

/// How much of what is on its way has arrived; of the others, whether they are wanted still.
Sign arriving_sign(PieceCell const& cell, term::Caps caps) {
    if (cell.flying == 0)
        return {cell.have == cell.count ? shade(0, caps) : shade(1, caps), Role::dim};
    auto const part = [&](std::size_t steps) {
        auto const step =
            static_cast<std::size_t>(std::max(0.0, cell.arrived) * static_cast<double>(steps));
        return std::min(step, steps - 1);
    };
    return {is_ascii(caps) ? digits.at(part(digits.size())) : heights.at(part(heights.size())),
            Role::down};
}

Sign age_sign(PieceCell const& cell, term::Caps caps) {
    if (cell.have == 0)
        return {" ", Role::dim};
    if (cell.newest < 0)
        return {shade(0, caps), Role::dim};
    return cell.newest < fresh         ? Sign{shade(4, caps), Role::good}
           : cell.newest < minute      ? Sign{shade(3, caps), Role::good}
           : cell.newest < ten_minutes ? Sign{shade(2, caps), Role::down}
                                       : Sign{shade(1, caps), Role::down};
}

} // namespace

term::Role copies_role(int copies) {
    return class_roles.at(copy_class(copies));
}

term::Role class_role(std::size_t copies_class) {
    return class_roles.at(copies_class);
}

std::string_view class_name(std::size_t copies_class) {
    return class_names.at(copies_class);
}

Sign sign_of(PieceCell const& cell, MapMode mode, term::Caps caps) {
    switch (mode) {
    case MapMode::availability:
        return copies_sign(cell, caps);
    case MapMode::have:
        return have_sign(cell, caps);
    case MapMode::flight:
        return arriving_sign(cell, caps);
    case MapMode::age:
        return age_sign(cell, caps);
    }
    return {};
}

Sign sign_of_peer(PieceCell const& cell, bool has_lacking, term::Caps caps) {
    if (has_lacking && !caps.colour)
        return {"*", Role::down};
    return {shade(quarters(cell), caps), has_lacking ? Role::down : Role::dim};
}

std::string_view colours_of(MapMode mode, term::Caps caps) {
    return mode == MapMode::availability && caps.colour ? "   colour: copies of the rarest" : "";
}

std::string_view legend_of(MapMode mode, term::Caps caps) {
    bool const ascii = is_ascii(caps);
    switch (mode) {
    case MapMode::availability:
        if (!caps.colour)
            return ascii ? "a digit: copies of the cell's rarest piece   * in flight"
                         : "a digit: copies of the cell's rarest piece   ◆ in flight";
        return ascii ? "here: # all % most + half - few . none * in flight"
                     : "here: █ all ▓ most ▒ half ░ few · none ◆ in flight";
    case MapMode::have:
        return ascii ? "here: # all  % most  + half  - few  . none  * in flight"
                     : "here: █ all  ▓ most  ▒ half  ░ few  · none  ◆ in flight";
    case MapMode::flight:
        return ascii ? "0-9 tenths of it are here   - not all here   . all here"
                     : "▁▃▅█ so much of it is here   ░ not all here   · all here";
    case MapMode::age:
        return ascii ? "came # <10s  % <1m  + <10m  - in this run  . before   blank: missing"
                     : "came █ <10s  ▓ <1m  ▒ <10m  ░ in this run  · before   blank: missing";
    }
    return "";
}

std::string_view legend_of_peer(term::Caps caps) {
    bool const ascii = is_ascii(caps);
    if (!caps.colour)
        return ascii ? "it has: * what we lack  # all  % most  + half  - few  . none"
                     : "it has: * what we lack  █ all  ▓ most  ▒ half  ░ few  · none";
    return ascii ? "it has: # all  % most  + half  - few  . none   colour: we lack it"
                 : "it has: █ all  ▓ most  ▒ half  ░ few  · none   colour: we lack it";
}

} // namespace shoal::tui
