#pragma once

#include "ui-cli/cli/grammar.hpp"

namespace shoal::cli {

// Scripts that teach a shell the grammar, made from it. Pure.

[[nodiscard]] std::string bash_completion(std::vector<CommandInfo> const& commands);
[[nodiscard]] std::string zsh_completion(std::vector<CommandInfo> const& commands);
[[nodiscard]] std::string fish_completion(std::vector<CommandInfo> const& commands);

} // namespace shoal::cli
