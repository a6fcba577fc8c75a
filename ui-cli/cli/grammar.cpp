#include "ui-cli/cli/grammar.hpp"

#include "core/base/text.hpp"
#include "ui-cli/cli/command.hpp"
#include "ui-cli/cli/flags/daemon_flags.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <array>

namespace shoal::cli {
namespace {

using Attach = void (*)(CLI::App&, Context&);

/// Every command, in the order `shoal help` lists them.
constexpr std::array commands{
    // torrents as files
    Attach{attach_create},
    attach_show,
    attach_edit,
    attach_magnet,
    attach_verify,
    // a session of one's own
    attach_get,
    attach_seed,
    attach_health,
    attach_why,
    attach_daemon,
    // the daemon's session
    attach_add,
    attach_import,
    attach_list,
    attach_info,
    attach_files,
    attach_peers,
    attach_bans,
    attach_pieces,
    attach_trackers,
    attach_pause,
    attach_resume,
    attach_remove,
    attach_recheck,
    attach_announce,
    attach_move,
    attach_rename,
    attach_set,
    attach_limit,
    attach_queue,
    attach_label,
    attach_log,
    // all else
    attach_lab,
    attach_help,
    attach_version,
    attach_completion,
};

/// A longer list of choices does not fit a line of help: those of `help` are its other lines.
constexpr std::size_t longest_type = 32;

/// Help as people read it: a flag and its value, then what it does and its environment variable.
class HelpFormat final : public CLI::Formatter {
public:
    HelpFormat() {
        column_width(34);
        label("Positionals", "Arguments");
        label("Subcommands", "Commands");
        label("SUBCOMMAND", "COMMAND");
    }

    std::string make_option_name(CLI::Option const* option, bool is_positional) const override {
        auto name = CLI::Formatter::make_option_name(option, is_positional);
        constexpr std::string_view negative = "{false}"; // of a flag that means no
        if (auto const at = name.find(negative); at != std::string::npos)
            name.erase(at, negative.size());
        return name;
    }

    std::string make_option_usage(CLI::Option const* option) const override {
        bool const is_last_word = option->get_group() == last_word_group;
        return is_last_word ? make_option_name(option, true)
                            : CLI::Formatter::make_option_usage(option);
    }

    std::string make_help(CLI::App const* command, std::string name,
                          CLI::AppFormatMode mode) const override {
        return CLI::detail::find_and_replace(
            CLI::Formatter::make_help(command, std::move(name), mode), "\n\n\n", "\n\n");
    }

    std::string make_option_opts(CLI::Option const* option) const override {
        auto const type = option->get_type_name();
        bool const is_shown =
            option->get_type_size() != 0 && !type.empty() && type.size() <= longest_type;
        return is_shown ? " " + type : "";
    }

    std::string make_option_desc(CLI::Option const* option) const override {
        auto const variable = option->get_envname();
        return variable.empty() ? option->get_description()
                                : fmt::format("{} [{}]", option->get_description(), variable);
    }
};

std::vector<std::string> choices_of(std::string const& type) {
    return type.find('|') == std::string::npos ? std::vector<std::string>{} : split(type, '|');
}

FlagInfo flag_info(CLI::Option const& option) {
    bool const takes_value = option.get_items_expected_max() != 0;
    return {.long_names = option.get_lnames(),
            .short_names = option.get_snames(),
            .takes_value = takes_value,
            .type = takes_value ? option.get_type_name() : std::string{},
            .choices =
                takes_value ? choices_of(option.get_type_name()) : std::vector<std::string>{},
            .help = option.get_description()};
}

CommandInfo command_info(CLI::App const& command) {
    CommandInfo info{.name = command.get_parent() ? command.get_name() : "",
                     .help = command.get_description(),
                     .flags = {},
                     .choices = {},
                     .takes_torrents = command.get_option_no_throw("ID") != nullptr};
    for (auto const* option : command.get_options()) {
        if (!option->get_positional())
            info.flags.push_back(flag_info(*option));
        else if (info.choices.empty()) // of several arguments the first has them
            info.choices = choices_of(option->get_type_name());
    }
    return info;
}

std::string joined_names(CLI::App const& root) {
    std::string names;
    for (auto const* command : root.get_subcommands({}))
        names += (names.empty() ? "" : "|") + command->get_name();
    return names;
}

} // namespace

void build_grammar(CLI::App& root, Context& context) {
    root.formatter(std::make_shared<HelpFormat>());
    root.set_help_flag("-h,--help", "print this help");
    root.set_version_flag("--version", "shoal " SHOAL_VERSION, "print the version");
    root.require_subcommand(0, 1);
    context.screen.attach(root);
    for (Attach const attach : commands)
        attach(root, context);
    for (auto* command : root.get_subcommands({}))
        command->group("Commands");
    // Only now are all names known.
    root.get_subcommand("help")->get_option("COMMAND")->type_name(joined_names(root));
}

std::vector<CommandInfo> list_commands(CLI::App const& root) {
    std::vector<CommandInfo> list;
    for (auto const* command : root.get_subcommands({}))
        list.push_back(command_info(*command));
    list.push_back(command_info(root));
    return list;
}

} // namespace shoal::cli
