#pragma once

#include "ui-cli/term/theme.hpp"

#include <optional>
#include <string_view>

namespace shoal::term {

// What is behind the text, as the terminal tells when it is asked: xterm's OSC 11. Pure.

/// The question; the answer begins alike, and ends with BEL or ST (ESC \).
inline constexpr std::string_view background_question = "\x1b]11;?\x07";
inline constexpr std::string_view background_answer = "\x1b]11;";

struct AskedTerminal {
    std::string_view name; ///< TERM
    bool in_tmux = false;
    int colours = 0;
};

/// Whether it makes sense to ask. Fewer than 256 colours look alike on every background. GNU screen
/// keeps the question, and puts it again to the terminal whenever it changes windows.
[[nodiscard]] bool is_worth_asking(AskedTerminal const& terminal);

/// From the answer without its beginning and end: "rgb:ffff/ffff/ffff", with one to four hex digits
/// each, or "rgba:" with one colour more. Nothing: it is none of these.
[[nodiscard]] std::optional<Background> read_background(std::string_view answer);

} // namespace shoal::term
