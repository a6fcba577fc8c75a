#pragma once

#include "ui-cli/tui/draw/text_field.hpp"
#include "ui-cli/tui/prompt/command_words.hpp"

namespace shoal::tui {

/// The line behind ':'. A value.
struct CommandLine {
    bool is_open = false; ///< keys go to it
    TextField field;
    std::vector<Candidate> candidates; ///< of the newest Tab
    std::string complaint;             ///< why the newest command failed; untrusted
    std::vector<std::string> past;     ///< commands so far, oldest first, none twice in a row
    std::size_t at = 0;                ///< of `past`, while going through it; its size: none
};

/// A key while the line is open: edits it, completes, goes through the past, closes it. Nothing
/// else is done; the text that Enter ends is answered, to be run.
[[nodiscard]] std::string command_key(CommandLine& line, term::Input const& input,
                                      CommandWords const& commands, api::Snapshot const& snapshot);

void open_command_line(CommandLine& line, std::string text);

} // namespace shoal::tui
