#pragma once

#include "ui-cli/term/wake.hpp"

#include <csignal>
#include <string>
#include <vector>

namespace shoal::term {

/// Signals that matter to a full screen, while this lives. Those of job control and size wake the
/// reader, who then asks what came; those of a crash write `restore` to the terminal, put its modes
/// back and go on to end the process. One at a time; construct before the screen opens.
class TerminalSignals {
public:
    explicit TerminalSignals(Wake const& wake);
    ~TerminalSignals();
    TerminalSignals(TerminalSignals const&) = delete;
    TerminalSignals& operator=(TerminalSignals const&) = delete;

    // Each says whether it came since it was last asked.
    [[nodiscard]] bool window_changed();
    [[nodiscard]] bool stop_asked();
    [[nodiscard]] bool hung_up();

private:
    struct Former {
        int number;
        struct sigaction action;
    };

    void install(int number, void (*handler)(int));

    std::vector<Former> former_;
};

/// What a crash has to write to standard output for the terminal to be as it was; empty: nothing.
/// The modes of now are those it puts back.
void restore_on_crash(std::string const& restore);

} // namespace shoal::term
