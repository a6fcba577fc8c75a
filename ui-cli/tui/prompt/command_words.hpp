#pragma once

#include "core/api/snapshot.hpp"

namespace shoal::tui {

// What may be typed behind ':', as plain values: the grammar of the program's command line, which
// app hands in. Pure.

struct FlagWord {
    std::string name; ///< with its dashes: "--up"
    std::string help;
    bool takes_value = false;
    std::vector<std::string> choices; ///< of its value, where it is one of a few words
};

struct CommandWord {
    std::string name;
    std::string help;
    std::vector<FlagWord> flags;
    std::vector<std::string> choices; ///< of its argument, where it is one of a few words
    bool takes_torrents = false;      ///< its arguments are numbers of torrents
};

using CommandWords = std::vector<CommandWord>;

/// As a shell splits words: at spaces, but for those in quotes or behind a backslash. A quote that
/// is never closed is an error.
[[nodiscard]] Result<std::vector<std::string>> split_words(std::string_view text);

/// One way to go on with the word that is being typed.
struct Candidate {
    std::string word;  ///< that would stand there
    std::string about; ///< for people: a torrent's name, what a flag does. Untrusted
};

struct Completion {
    std::string text;                  ///< what was typed, completed as far as all candidates agree
    std::vector<Candidate> candidates; ///< when there is more than one
};

/// Goes on with the last word of `text`: a command's name, a flag, a flag's choice, or a torrent by
/// its number or any part of its name, which then stands there as its number.
[[nodiscard]] Completion complete(std::string_view text, CommandWords const& commands,
                                  api::Snapshot const& snapshot);

} // namespace shoal::tui
