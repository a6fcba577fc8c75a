#pragma once

#include "ui-cli/term/screen.hpp"
#include "ui-cli/term/theme.hpp"

namespace shoal::term {

struct ScreenOptions {
    bool colour = true; ///< as far as the terminal has it
    bool mouse = true;
    bool ascii = false;                   ///< whatever the terminal can show
    std::optional<Background> background; ///< nothing: what the terminal tells, else dark
};

/// Takes over the terminal on standard input and output, through ncursesw: the alternate screen,
/// raw keys, bracketed paste. One at a time. Sets the process's LC_CTYPE from the environment.
[[nodiscard]] Result<std::unique_ptr<Screen>> open_curses(ScreenOptions const& options);

} // namespace shoal::term
