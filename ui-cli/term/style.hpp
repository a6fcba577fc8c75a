#pragma once

#include <cstdint>

namespace shoal::term {

/// What a cell means; a theme turns it into colours. Whatever a role says is also said by a letter,
/// sign or word on the screen.
enum class Role : std::uint8_t {
    text,
    dim,      ///< furniture: rules, empty parts, explanations
    strong,   ///< titles and figures that matter
    bar,      ///< the top line, heads of columns
    selected, ///< where the cursor is
    marked,
    down,
    up,
    good,
    warn,
    bad,
    key,   ///< a key that can be pressed
    field, ///< where text is typed
    // Copies of the rarest piece of a cell of the availability map.
    copies_none,
    copies_one,
    copies_few,  ///< 2 to 3
    copies_some, ///< 4 to 7
    copies_many,
};

inline constexpr int role_count = static_cast<int>(Role::copies_many) + 1;

/// One letter for each role, for screens as text.
[[nodiscard]] constexpr char letter(Role role) {
    return " dsbSmDUgw!kf01248"[static_cast<int>(role)];
}

/// Characters that the terminal can show, and what graphs are drawn with: with `braille` all is as
/// with `utf8`, but graphs are of dots, two in each column.
enum class Charset { ascii, utf8, braille };

/// What a view may count on.
struct Caps {
    Charset charset = Charset::utf8;
    bool colour = true; ///< else signs must carry what colours would
};

} // namespace shoal::term
