#include "ui-cli/cli/run.hpp"

#include "core/base/nearest.hpp"
#include "ui-cli/cli/grammar.hpp"
#include "ui-cli/cli/usage.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace shoal::cli {
namespace {

constexpr auto about = "A BitTorrent client for the terminal: create, seed, download, and see how "
                       "healthy a swarm is.";

std::vector<std::string> command_names(CLI::App const& root) {
    std::vector<std::string> names;
    for (auto const* command : root.get_subcommands({}))
        names.push_back(command->get_name());
    return names;
}

bool is_in(std::string const& word, std::vector<std::string> const& list) {
    return std::find(list.begin(), list.end(), word) != list.end();
}

/// The dashed words that a command knows.
std::vector<std::string> flag_words(CLI::App const& root, std::string const& command) {
    std::vector<std::string> words;
    for (auto const& info : list_commands(root))
        for (auto const& flag : info.flags)
            for (auto const& name : flag.long_names)
                if (info.name == command)
                    words.push_back("--" + name);
    return words;
}

bool takes_value(CLI::App const& root, std::string const& command, std::string const& word) {
    for (auto const& info : list_commands(root))
        for (auto const& flag : info.flags) {
            bool const is_it = word.starts_with("--") ? is_in(word.substr(2), flag.long_names)
                                                      : is_in(word.substr(1), flag.short_names);
            if (info.name == command && is_it)
                return flag.takes_value;
        }
    return false;
}

/// CLI11 takes an argument "[a,b]" for a list of a and b, but files are called so. Behind "./" it
/// leaves them alone; values of flags are safe already.
void protect_bracketed_names(CLI::App const& root, std::vector<std::string>& words) {
    for (std::size_t i = 1; i < words.size(); ++i) {
        bool const is_bracketed = words[i].starts_with('[') && words[i].ends_with(']');
        bool const is_value =
            words[i - 1].starts_with('-') && takes_value(root, words.front(), words[i - 1]);
        if (is_bracketed && !is_value)
            words[i] = "./" + words[i];
    }
}

std::string did_you_mean(std::string const& typed, std::vector<std::string> const& known) {
    auto const near = nearest(typed, known);
    return near.empty() ? "" : fmt::format("; did you mean '{}'?", near);
}

ExitCode unknown_command(Printer& printer, CLI::App const& root, std::string const& typed) {
    auto const hint = did_you_mean(typed, command_names(root));
    return usage_error(
        printer, "",
        {Errc::invalid_input, fmt::format("there is no command '{}'{}", typed, hint), {}});
}

/// CLI11's reason in our words where its own are not plain; a first "--flag: " becomes the place.
Error reason_of(CLI::ParseError const& error) {
    std::string const what = error.what();
    if (dynamic_cast<CLI::RequiredError const*>(&error))
        return {Errc::invalid_input, what, {}};
    auto const colon = what.find(": ");
    if (what.starts_with('-') && colon != std::string::npos)
        return {Errc::invalid_input, what.substr(colon + 2), what.substr(0, colon)};
    return {Errc::invalid_input, what, {}};
}

ExitCode parse_failure(Printer& printer, CLI::App const& root, CLI::ParseError const& error,
                       std::vector<std::string> const& words) {
    auto const parsed = root.get_subcommands();
    auto const command = parsed.empty() ? std::string{} : parsed.front()->get_name();
    if (!dynamic_cast<CLI::ExtrasError const*>(&error))
        return usage_error(printer, command, reason_of(error));
    auto const known = flag_words(root, command);
    for (auto const& word : words) {
        auto const flag = word.substr(0, word.find('='));
        if (!flag.starts_with("--") || is_in(flag, known))
            continue;
        auto const what = fmt::format("there is no flag '{}'{}", flag, did_you_mean(flag, known));
        return usage_error(printer, command, {Errc::invalid_input, what, {}});
    }
    auto const extras = fmt::format("{}", fmt::join(root.remaining(true), " "));
    return usage_error(printer, command,
                       {Errc::invalid_input, "too many arguments: " + extras, {}});
}

/// Without a command: the screen, or help where there is nobody to look at it.
ExitCode open_screen(CLI::App const& root, Context& context, bool has_words) {
    auto const& [services, printer, exit, flags] = context;
    if (auto const checked = flags.check(); !checked)
        return usage_error(printer, "", checked.error());
    if (services.open_screen && (services.has_terminal || flags.plain))
        return services.open_screen(flags, printer);
    if (has_words)
        return usage_error(printer, "", {Errc::invalid_input, "a command is required", {}});
    printer.lines(root.help());
    return ExitCode::usage;
}

ExitCode run_words(std::vector<std::string> words, Services& services, Printer& printer) {
    Context context{services, printer};
    CLI::App root{about, "shoal"};
    build_grammar(root, context);
    if (!words.empty() && !words.front().starts_with('-') &&
        !is_in(words.front(), command_names(root)))
        return unknown_command(printer, root, words.front());
    if (!words.empty())
        protect_bracketed_names(root, words);
    try {
        root.parse(std::vector<std::string>(words.rbegin(), words.rend())); // as CLI11 wants them
    } catch (CLI::CallForHelp const&) {
        printer.lines(root.help());
        return context.exit;
    } catch (CLI::CallForVersion const& version) {
        printer.line(version.what());
        return context.exit;
    } catch (CLI::ParseError const& error) {
        return parse_failure(printer, root, error, words);
    }
    return root.get_subcommands().empty() ? open_screen(root, context, !words.empty())
                                          : context.exit;
}

/// Success is only what was also said. A reader that left early knows; who lacks the rest for
/// another reason is told.
ExitCode heard(ExitCode exit, Printer& printer) {
    auto const& lost = printer.lost_output();
    if (!lost)
        return exit;
    if (lost->code != Errc::unavailable)
        printer.error("writing", *lost);
    return exit == ExitCode::done ? ExitCode::failed : exit;
}

} // namespace

ExitCode run(int argc, char const* const* argv, Services& services, Printer& printer) {
    return heard(run_words({argv + std::min(argc, 1), argv + argc}, services, printer), printer);
}

} // namespace shoal::cli
