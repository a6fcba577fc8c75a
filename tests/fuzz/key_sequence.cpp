// What comes from a keyboard, or is pasted by whoever can make a user paste: characters become
// names of keys, and keys edit a line and complete it.
#include "core/base/check.hpp"
#include "core/base/text.hpp"
#include "tests/fuzz/target.hpp"
#include "tests/unit/tui/demo_swarm.hpp"
#include "ui-cli/term/curses_keys.hpp"
#include "ui-cli/term/utf8.hpp"
#include "ui-cli/tui/prompt/command_line.hpp"

#include <algorithm>
#include <array>

namespace {

using namespace shoal;

constexpr std::array named{"Up",  "Down", "Left",      "Right",  "Home", "End",
                           "Tab", "Esc",  "Backspace", "Delete", "F1",   "PgUp"};

/// Bytes below 12 stand for keys with names; the others are what a terminal sends.
std::vector<term::Input> inputs_of(std::string_view bytes) {
    std::vector<term::Input> inputs;
    while (!bytes.empty()) {
        auto const sequence = term::first_sequence(bytes);
        auto const lead = static_cast<unsigned char>(sequence.front());
        if (lead < named.size())
            inputs.push_back({named.at(lead)});
        else if (is_utf8(sequence))
            inputs.push_back({term::name_of_character(term::decode(sequence))});
        else
            inputs.push_back({"Paste", std::string{bytes}});
        bytes.remove_prefix(sequence.size());
    }
    return inputs;
}

void check(tui::TextField const& field) {
    SHOAL_CHECK(field.cursor <= field.text.size());
    bool const is_between = field.cursor == field.text.size() ||
                            (static_cast<unsigned char>(field.text[field.cursor]) & 0xc0U) != 0x80U;
    SHOAL_CHECK(is_between || !is_utf8(field.text), "{} in {}", field.cursor, field.text);
    SHOAL_CHECK(field.text.find('\n') == std::string::npos);
}

} // namespace

void shoal::fuzz::one_input(std::string_view bytes) {
    static auto const model = test::demo_model();
    tui::CommandLine line;
    tui::open_command_line(line, {});
    for (auto const& input : inputs_of(bytes.substr(0, 4096))) {
        auto const before = line.field.text;
        auto const typed = tui::command_key(line, input, model.commands, *model.snapshot);
        check(line.field);
        if (input.key == "Tab") {
            auto const gap = before.find_last_of(' ');
            auto const kept = gap == std::string::npos ? 0 : gap + 1;
            SHOAL_CHECK(line.field.text.starts_with(before.substr(0, kept)));
        }
        if (!typed.empty())
            SHOAL_CHECK(line.past.back() == typed && !line.is_open);
        if (!line.is_open)
            tui::open_command_line(line, {});
    }
    (void)tui::split_words(bytes);
}
