#include "ui-cli/cli/completion.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace shoal::cli {
namespace {

std::vector<std::string> names_of(std::vector<CommandInfo> const& commands) {
    std::vector<std::string> names;
    for (auto const& command : commands)
        if (!command.name.empty())
            names.push_back(command.name);
    return names;
}

/// "-d", "--dir".
std::vector<std::string> dashed(FlagInfo const& flag) {
    std::vector<std::string> words;
    for (auto const& name : flag.short_names)
        words.push_back("-" + name);
    for (auto const& name : flag.long_names)
        words.push_back("--" + name);
    return words;
}

std::vector<std::string> all_dashed(CommandInfo const& command) {
    std::vector<std::string> words;
    for (auto const& flag : command.flags)
        for (auto& word : dashed(flag))
            words.push_back(std::move(word));
    return words;
}

/// In single quotes, for all three shells: fish alone also reads \ within them.
std::string in_quotes(std::string_view text) {
    std::string safe = "'";
    for (char const c : text)
        safe += c == '\'' ? std::string{"'\\''"} : std::string(1, c);
    return safe + "'";
}

std::string spaced(std::vector<std::string> const& words) {
    return fmt::format("{}", fmt::join(words, " "));
}

std::string without(std::string text, std::string_view unwanted) {
    text.erase(std::remove_if(text.begin(), text.end(),
                              [&](char c) { return unwanted.find(c) != std::string_view::npos; }),
               text.end());
    return text;
}

std::string bash_case(CommandInfo const& command) {
    std::string values;
    for (auto const& flag : command.flags)
        if (!flag.choices.empty())
            values += fmt::format("        {}) words={} ;;\n", fmt::join(dashed(flag), "|"),
                                  in_quotes(spaced(flag.choices)));
    if (!values.empty())
        values = fmt::format("        case $previous in\n{}        esac\n", values);
    return fmt::format("    {})\n        flags={}\n        arguments={}\n{}        ;;\n",
                       command.name, in_quotes(spaced(all_dashed(command))),
                       in_quotes(spaced(command.choices)), values);
}

/// One _arguments specification for each spelling, as zsh wants them.
std::string zsh_flags(CommandInfo const& command) {
    std::string text;
    for (auto const& flag : command.flags) {
        // Brackets and colons mean something inside a specification.
        auto const help = without(flag.help, "[]:");
        auto const action = flag.choices.empty()
                                ? std::string{"_files"}
                                : fmt::format("({})", fmt::join(flag.choices, " "));
        auto const value =
            flag.takes_value ? fmt::format(":{}:{}", without(flag.type, ":|"), action) : "";
        for (auto const& word : dashed(flag))
            text += fmt::format(" \\\n            {}",
                                in_quotes(fmt::format("*{}[{}]{}", word, help, value)));
    }
    return text;
}

std::string zsh_case(CommandInfo const& command) {
    auto const rest = command.choices.empty()
                          ? std::string{"*:argument:_files"}
                          : fmt::format("1:argument:({})", fmt::join(command.choices, " "));
    return fmt::format("    {})\n        _arguments{} \\\n            {}\n        ;;\n",
                       command.name, zsh_flags(command), in_quotes(rest));
}

std::string fish_lines(CommandInfo const& command) {
    auto const condition =
        in_quotes(command.name.empty() ? "__fish_use_subcommand"
                                       : "__fish_seen_subcommand_from " + command.name);
    std::string text;
    if (!command.choices.empty())
        text += fmt::format("complete -c shoal -f -n {} -a {}\n", condition,
                            in_quotes(spaced(command.choices)));
    for (auto const& flag : command.flags) {
        std::string names;
        for (auto const& name : flag.short_names)
            names += " -s " + name;
        for (auto const& name : flag.long_names)
            names += " -l " + name;
        auto const value = !flag.takes_value ? std::string{}
                           : flag.choices.empty()
                               ? std::string{" -r"}
                               : fmt::format(" -x -a {}", in_quotes(spaced(flag.choices)));
        text += fmt::format("complete -c shoal -n {}{}{} -d {}\n", condition, names, value,
                            in_quotes(without(flag.help, "'\\")));
    }
    return text;
}

} // namespace

std::string bash_completion(std::vector<CommandInfo> const& commands) {
    std::string cases;
    for (auto const& command : commands)
        cases += command.name.empty() ? bash_case({"''", {}, command.flags, names_of(commands)})
                                      : bash_case(command);
    return fmt::format(R"(# bash completion for shoal; load it with: source <(shoal completion bash)
_shoal() {{
    local current=${{COMP_WORDS[COMP_CWORD]}} previous=${{COMP_WORDS[COMP_CWORD-1]}}
    local command='' flags='' arguments='' words='' i
    for ((i = 1; i < COMP_CWORD; i++)); do
        if [[ ${{COMP_WORDS[i]}} != -* ]]; then
            command=${{COMP_WORDS[i]}}
            break
        fi
    done
    case $command in
{}    esac
    if [[ -z $words ]]; then
        if [[ $current == -* ]]; then words=$flags; else words=$arguments; fi
    fi
    mapfile -t COMPREPLY < <(compgen -W "$words" -- "$current")
}}
complete -o bashdefault -o default -F _shoal shoal
)",
                       cases);
}

std::string zsh_completion(std::vector<CommandInfo> const& commands) {
    std::string list;
    std::string cases;
    for (auto const& command : commands) {
        if (command.name.empty())
            continue;
        list +=
            fmt::format("        {}\n", in_quotes(command.name + ":" + without(command.help, ":")));
        cases += zsh_case(command);
    }
    auto const own = std::find_if(commands.begin(), commands.end(),
                                  [](CommandInfo const& c) { return c.name.empty(); });
    return fmt::format(R"(#compdef shoal
# zsh completion for shoal; put it into a folder of $fpath as _shoal
_shoal() {{
    local context state state_descr line
    typeset -A opt_args
    local -a commands=(
{}    )
    _arguments -C{} \
            '1:command:->command' \
            '*::argument:->argument'
    if [[ $state == command ]]; then
        _describe -t commands 'shoal command' commands
        return
    fi
    case $line[1] in
{}    esac
}}
if [[ $funcstack[1] == _shoal ]]; then _shoal "$@"; else compdef _shoal shoal; fi
)",
                       list, own == commands.end() ? std::string{} : zsh_flags(*own), cases);
}

std::string fish_completion(std::vector<CommandInfo> const& commands) {
    std::string text = "# fish completion for shoal; put it into "
                       "~/.config/fish/completions/shoal.fish\n";
    for (auto const& command : commands)
        if (!command.name.empty())
            text += fmt::format("complete -c shoal -f -n '__fish_use_subcommand' -a {} -d {}\n",
                                command.name, in_quotes(without(command.help, "'\\")));
    for (auto const& command : commands)
        text += fish_lines(command);
    return text;
}

} // namespace shoal::cli
