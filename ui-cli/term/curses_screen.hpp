#pragma once

#include "ui-cli/term/screen.hpp"
#include "ui-cli/term/theme.hpp"

namespace shoal::term {

/// How many colours: as many as the terminal has, none, no more than 16; or 256, also where TERM
/// names a kind of terminal that has fewer but is known with as many ("xterm").
enum class Colours { all, none, sixteen, many };

/// What to draw with; `automatic`: blocks where the terminal can show them.
enum class Glyphs { automatic, blocks, braille, ascii };

struct ScreenOptions {
    Colours colours = Colours::all;
    Glyphs glyphs = Glyphs::automatic;
    std::optional<Theme> theme; ///< nothing: for the background that the terminal tells, else dark
    bool mouse = true;
};

/// Takes over the terminal on standard input and output, through ncursesw: the alternate screen,
/// raw keys, bracketed paste. One at a time. Sets the process's LC_CTYPE from the environment.
[[nodiscard]] Result<std::unique_ptr<Screen>> open_curses(ScreenOptions const& options);

} // namespace shoal::term
