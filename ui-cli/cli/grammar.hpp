#pragma once

#include "ui-cli/cli/context.hpp"

namespace CLI { // NOLINT(readability-identifier-naming): the name is CLI11's
class App;
}

namespace shoal::cli {

/// Puts every command under `root`, in the order `shoal help` lists them.
void build_grammar(CLI::App& root, Context& context);

// The grammar as plain values, for what is made from it: completion scripts, suggestions, tests.

struct FlagInfo {
    std::vector<std::string> long_names;  ///< without dashes, negative forms included
    std::vector<std::string> short_names; ///< without the dash
    bool takes_value = false;
    std::string type;                 ///< "DIR", "RATE"
    std::vector<std::string> choices; ///< when the type lists them: "a|b|c"
    std::string help;
};

struct CommandInfo {
    std::string name;
    std::string help;
    std::vector<FlagInfo> flags;
    std::vector<std::string> choices; ///< of its argument, when it is one of a few words
    bool takes_torrents = false;      ///< of the daemon, as arguments
};

/// Every command, then what `shoal` itself takes under an empty name.
[[nodiscard]] std::vector<CommandInfo> list_commands(CLI::App const& root);

} // namespace shoal::cli
