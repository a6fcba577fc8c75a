#include "ui-cli/term/curses_keys.hpp"
#include "ui-cli/tui/keys/keymap.hpp"

#include <doctest/doctest.h>

#include <set>

using namespace shoal;

namespace {

/// Of all characters and function keys that there are.
std::set<std::string> told_keys() {
    constexpr int first_function_key = 0x100;
    std::set<std::string> keys;
    for (int code = 0; code < 2 * first_function_key; ++code)
        keys.insert(code < first_function_key ? term::name_of_character(static_cast<char32_t>(code))
                                              : term::name_of_function_key(code));
    return keys;
}

} // namespace

TEST_CASE("curses: what a screen has a key for, a terminal can tell") {
    auto const told = told_keys();
    for (auto const preset : {tui::Preset::standard, tui::Preset::rtorrent})
        for (auto const& binding : tui::key_table(preset))
            for (auto const key : tui::keys_of(binding))
                CHECK_MESSAGE(told.contains(key == "Space" ? " " : std::string{key}), key);
}
