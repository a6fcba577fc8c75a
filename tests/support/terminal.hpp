#pragma once

#include "tests/support/process.hpp"
#include "tests/support/temp_dir.hpp"

namespace shoal::test {

/// A real terminal emulator, tmux, with a shell in it: keys go in, the screen comes out as text. It
/// ends with the test.
class Terminal {
public:
    struct Options {
        int columns = 80;
        int rows = 24;
        std::string term = "tmux-256color"; ///< what programs take it for
        std::string background = {}; ///< "#ffffff", told when asked for; empty: it does not tell
        std::vector<std::pair<std::string, std::string>> env = {};
    };

    explicit Terminal(Options const& options);

    /// Types characters as they are, then named keys such as "Enter" and "C-c".
    void type(std::string const& text, std::vector<std::string> const& keys = {});
    /// As from a clipboard, in the brackets that the program asked for.
    void paste(std::string const& text);
    void resize(int columns, int rows);

    [[nodiscard]] std::string screen();
    /// As `screen`, with the colours as control sequences.
    [[nodiscard]] std::string coloured_screen();
    /// What programs put into the clipboard, by OSC 52; empty: none did yet.
    [[nodiscard]] std::string clipboard();
    /// Waits until the screen shows `text`; fails the test with the screen when it does not.
    void await_text(std::string const& text,
                    std::chrono::milliseconds limit = std::chrono::seconds{20});
    /// Runs a shell command whose output is a word; what that is.
    [[nodiscard]] std::string ask_shell(std::string const& command);
    /// What tmux knows about the pane: "alternate_on", "cursor_flag", …
    [[nodiscard]] std::string fact(std::string const& name);
    /// The program that the shell runs now.
    [[nodiscard]] pid_t foreground();

private:
    Outcome try_tmux(Argv const& arguments);
    Outcome tmux(Argv const& arguments);

    TempDir dir_;
    int questions_ = 0;
    Process server_;
};

} // namespace shoal::test
