#include "ui-cli/term/curses_background.hpp"

#include "ui-cli/term/curses_keys.hpp"

#define NCURSES_NOMACROS
#include <ncursesw/curses.h>
#include <string>
#include <unistd.h>
#include <utility>

namespace shoal::term {
namespace {

// The next after those of curses_keys.
constexpr int background_key = KEY_MAX + 3;
// An answer takes what a keystroke's echo does; over slow lines half a second.
constexpr auto patience = 1s;
constexpr auto last_patience = 150ms;
constexpr int between_characters = 100; // ms: an answer comes in one go
constexpr std::size_t longest_answer = 64;

SteadyTime now() {
    return std::chrono::steady_clock::now();
}

/// What comes until BEL, ST or another control character, of which an answer has none.
std::string read_to_end() {
    std::string text;
    wint_t code = 0;
    ::timeout(between_characters);
    while (::get_wch(&code) == OK && code >= 0x20)
        if (text.size() < longest_answer)
            text += to_utf8(code);
    if (code == 0x1b)
        (void)::get_wch(&code); // the backslash of ST
    ::timeout(0);
    return text;
}

} // namespace

void BackgroundProbe::ask() {
    ::define_key(std::string{background_answer}.c_str(), background_key);
    (void)!::write(STDOUT_FILENO, background_question.data(), background_question.size());
    asked_ = now();
}

bool BackgroundProbe::is_answer(int function_key) {
    return function_key == background_key;
}

std::optional<Background> BackgroundProbe::take() {
    auto const answer = read_to_end();
    bool const is_owed = now() - std::exchange(asked_, {}) < patience;
    return is_owed ? read_background(answer) : std::nullopt;
}

void BackgroundProbe::give_up() {
    if (now() - asked_ >= patience)
        return;
    auto const end = now() + last_patience;
    wint_t code = 0;
    ::timeout(static_cast<int>(std::chrono::milliseconds{last_patience}.count()));
    for (int kind = ::get_wch(&code); kind != ERR && now() < end; kind = ::get_wch(&code))
        if (kind == KEY_CODE_YES && is_answer(static_cast<int>(code)))
            return (void)take();
    ::timeout(0);
}

} // namespace shoal::term
