#pragma once

#include "ui-cli/term/screen.hpp"

namespace shoal::term {

// How curses tells keys, in the words of `Input`. After `define_paste`, bracketed paste comes as
// two keys of its own around the text.

/// Call once the terminal is known.
void define_paste();

[[nodiscard]] bool begins_paste(int function_key);
[[nodiscard]] bool ends_paste(int function_key);

/// Keys as other terminals send them too: TERM often says xterm where tmux, screen or PuTTY is.
/// Call once the terminal is known.
void define_usual_keys();

/// After an escape: takes in what a key that we do not know sends behind it, which would be taken
/// for keys of its own. False: it was the key Esc alone.
[[nodiscard]] bool drop_unknown_key();

/// Clicks and the wheel are told from now on, or not any more.
void watch_mouse(bool is_watched);

[[nodiscard]] bool is_mouse(int function_key);
/// What the mouse did last; an empty key: nothing that we know.
[[nodiscard]] Input read_mouse();

/// "Up", "F3"; empty for what we do not know.
[[nodiscard]] std::string name_of_function_key(int function_key);
/// "j", "é", "^D", "Enter".
[[nodiscard]] std::string name_of_character(char32_t character);
[[nodiscard]] std::string to_utf8(char32_t character);

} // namespace shoal::term
