#include "tests/e2e/desk.hpp"

namespace shoal::test {

Terminal::Options world_of(Shoal const& shoal) {
    auto env = shoal.environment().env;
    env.insert(env.end(), {{"SHOAL_LISTEN", shoal.endpoint()},
                           {"SHOAL_DHT", "false"},
                           {"SHOAL_LSD", "false"},
                           {"SHOAL_PORTMAP", "false"}});
    Terminal::Options options;
    options.env = env;
    return options;
}

Desk::Desk(Terminal::Options const& options, std::string const& command,
           std::string const& greeting)
    : terminal(options) {
    modes = terminal.ask_shell("stty -g");
    terminal.type(std::string{SHOAL_BINARY} + " " + command + "; echo left with $?", {"Enter"});
    terminal.await_text(greeting);
}

void Desk::reopen(std::string const& greeting) {
    terminal.type(std::string{"clear; "} + SHOAL_BINARY + "; echo left with $?", {"Enter"});
    terminal.await_text(greeting);
}

void Desk::check_restored(std::string const& words) {
    terminal.await_text(words);
    CHECK(terminal.fact("alternate_on") == "0");
    CHECK(terminal.fact("cursor_flag") == "1");
    CHECK(terminal.fact("mouse_any_flag") == "0");
    CHECK(terminal.ask_shell("stty -g") == modes);
}

} // namespace shoal::test
