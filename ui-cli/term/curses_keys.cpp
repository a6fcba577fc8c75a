#include "ui-cli/term/curses_keys.hpp"

#include <array>
#define NCURSES_NOMACROS
#include <ncursesw/curses.h>
#include <utility>

namespace shoal::term {
namespace {

// Beyond what curses uses itself; the next is curses_background's.
constexpr int paste_begin = KEY_MAX + 1;
constexpr int paste_end = KEY_MAX + 2;

constexpr std::array names{
    std::pair{KEY_UP, "Up"},
    std::pair{KEY_DOWN, "Down"},
    std::pair{KEY_LEFT, "Left"},
    std::pair{KEY_RIGHT, "Right"},
    std::pair{KEY_HOME, "Home"},
    std::pair{KEY_END, "End"},
    std::pair{KEY_PPAGE, "PgUp"},
    std::pair{KEY_NPAGE, "PgDn"},
    std::pair{KEY_ENTER, "Enter"},
    std::pair{KEY_BTAB, "BackTab"},
    std::pair{KEY_BACKSPACE, "Backspace"},
    std::pair{KEY_DC, "Delete"},
    std::pair{KEY_IC, "Insert"},
};

// What terminfo calls the same keys differs by terminal; none of these means anything else
// anywhere.
constexpr std::array usual{
    std::pair{"\x1b[1~", KEY_HOME},  std::pair{"\x1b[4~", KEY_END},
    std::pair{"\x1b[7~", KEY_HOME},  std::pair{"\x1b[8~", KEY_END},
    std::pair{"\x1b[H", KEY_HOME},   std::pair{"\x1b[F", KEY_END},
    std::pair{"\x1bOH", KEY_HOME},   std::pair{"\x1bOF", KEY_END},
    std::pair{"\x1b[A", KEY_UP},     std::pair{"\x1b[B", KEY_DOWN},
    std::pair{"\x1b[C", KEY_RIGHT},  std::pair{"\x1b[D", KEY_LEFT},
    std::pair{"\x1bOA", KEY_UP},     std::pair{"\x1bOB", KEY_DOWN},
    std::pair{"\x1bOC", KEY_RIGHT},  std::pair{"\x1bOD", KEY_LEFT},
    std::pair{"\x1bOP", KEY_F(1)},   std::pair{"\x1bOQ", KEY_F(2)},
    std::pair{"\x1bOR", KEY_F(3)},   std::pair{"\x1bOS", KEY_F(4)},
    std::pair{"\x1b[11~", KEY_F(1)}, std::pair{"\x1b[12~", KEY_F(2)},
    std::pair{"\x1b[13~", KEY_F(3)}, std::pair{"\x1b[14~", KEY_F(4)},
    std::pair{"\x1b[[A", KEY_F(1)},  std::pair{"\x1b[[B", KEY_F(2)},
    std::pair{"\x1b[[C", KEY_F(3)},  std::pair{"\x1b[[D", KEY_F(4)},
    std::pair{"\x1b[[E", KEY_F(5)},
};

bool is_parameter(wint_t code) {
    return code >= 0x30 && code <= 0x3f;
}

/// The next character; of what is none nothing is lost.
bool take_character(wint_t& code) {
    int const kind = ::get_wch(&code);
    if (kind == KEY_CODE_YES)
        ::ungetch(static_cast<int>(code));
    return kind == OK;
}

void give_back(wint_t code) {
    ::unget_wch(static_cast<wchar_t>(code));
}

} // namespace

void define_usual_keys() {
    for (auto const& [sequence, key] : usual)
        if (::key_defined(sequence) == 0)
            ::define_key(sequence, key);
}

/// CSI has parameters and ends with one character, SS3 is one (ECMA-48; rxvt ends some with '$').
bool drop_unknown_key() {
    wint_t opening = 0;
    if (!take_character(opening))
        return false;
    wint_t code = 0;
    bool const opens = opening == '[' || opening == 'O';
    if (!opens || !take_character(code)) { // typed one after the other
        give_back(opening);
        return false;
    }
    while (opening == '[' && is_parameter(code))
        if (!take_character(code))
            return true;
    if (code < 0x20)
        give_back(code); // the next key's
    return true;
}

void define_paste() {
    ::define_key("\x1b[200~", paste_begin);
    ::define_key("\x1b[201~", paste_end);
}

bool begins_paste(int function_key) {
    return function_key == paste_begin;
}

bool ends_paste(int function_key) {
    return function_key == paste_end;
}

void watch_mouse(bool is_watched) {
    ::mouseinterval(0); // a press is a click: nothing is waited for
    mmask_t const wanted = BUTTON1_PRESSED | BUTTON4_PRESSED | BUTTON5_PRESSED;
    ::mousemask(is_watched ? wanted : 0, nullptr);
}

bool is_mouse(int function_key) {
    return function_key == KEY_MOUSE;
}

Input read_mouse() {
    MEVENT event{};
    if (::getmouse(&event) != OK)
        return {};
    Input input;
    input.place = {event.y, event.x};
    input.key = (event.bstate & BUTTON1_PRESSED) != 0   ? "Click"
                : (event.bstate & BUTTON4_PRESSED) != 0 ? "WheelUp"
                : (event.bstate & BUTTON5_PRESSED) != 0 ? "WheelDown"
                                                        : "";
    return input;
}

std::string name_of_function_key(int function_key) {
    for (auto const& [code, name] : names)
        if (code == function_key)
            return name;
    if (function_key >= KEY_F(1) && function_key <= KEY_F(12))
        return "F" + std::to_string(function_key - KEY_F0);
    return {};
}

std::string name_of_character(char32_t character) {
    switch (character) {
    case '\r':
    case '\n':
        return "Enter";
    case '\t':
        return "Tab";
    case 0x1b:
        return "Esc";
    case 0x08:
    case 0x7f:
        return "Backspace";
    default:
        break;
    }
    if (character < 0x20)
        return std::string{'^', static_cast<char>('@' + character)};
    return to_utf8(character);
}

std::string to_utf8(char32_t character) {
    auto const part = [&](int shift, unsigned lead) {
        return static_cast<char>(lead | ((character >> shift) & (lead == 0x80U ? 0x3fU : 0xffU)));
    };
    if (character < 0x80)
        return {static_cast<char>(character)};
    if (character < 0x800)
        return {part(6, 0xc0U), part(0, 0x80U)};
    if (character < 0x10000)
        return {part(12, 0xe0U), part(6, 0x80U), part(0, 0x80U)};
    return {part(18, 0xf0U), part(12, 0x80U), part(6, 0x80U), part(0, 0x80U)};
}

} // namespace shoal::term
