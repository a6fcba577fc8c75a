#pragma once

#include "tests/e2e/pair.hpp"
#include "tests/support/terminal.hpp"

namespace shoal::test {

/// Settings that keep `shoal` without a command in the test's world.
[[nodiscard]] Terminal::Options world_of(Shoal const& shoal);

/// A user before a terminal, with shoal open on it.
struct Desk {
    /// `command`: what follows the program's name; `greeting`: what it then shows.
    explicit Desk(Terminal::Options const& options, std::string const& command = "",
                  std::string const& greeting = "No torrents yet");

    /// Runs shoal once more, on an empty screen.
    void reopen(std::string const& greeting);

    /// The terminal is the user's again, as it was.
    void check_restored(std::string const& words);

    Terminal terminal;
    std::string modes;
};

} // namespace shoal::test
