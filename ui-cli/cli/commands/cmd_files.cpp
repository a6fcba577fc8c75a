#include "ui-cli/cli/command.hpp"
#include "ui-cli/cli/daemon/inspect.hpp"
#include "ui-cli/cli/flags/file_choice.hpp"
#include "ui-cli/cli/flags/flag_values.hpp"
#include "ui-cli/cli/usage.hpp"

#include <CLI/CLI.hpp>

namespace shoal::cli {
namespace {

struct FilesFlags {
    DaemonFlags daemon;
    TorrentWords torrents;
    FileChoice choice;
};

Result<void> set_priorities(Daemon& daemon, api::TorrentView const& torrent,
                            FileChoice const& choice) {
    SHOAL_TRY(auto const answer, daemon.ask(api::FilesOf{torrent.id}));
    SHOAL_TRY(auto const changes,
              choose_files(std::get<std::vector<api::FileView>>(answer), choice));
    for (auto const& [priority, files] : changes) {
        SHOAL_TRY_VOID(daemon.submit(api::SetFiles{torrent.id, files, priority}));
    }
    return {};
}

Result<void> check(FileChoice const& choice) {
    using Use = std::pair<char const*, std::vector<std::string> const*>;
    for (auto const& [flag, globs] :
         {Use{"--only", &choice.only}, Use{"--skip", &choice.skip}, Use{"--low", &choice.low},
          Use{"--normal", &choice.normal}, Use{"--high", &choice.high}})
        SHOAL_TRY_VOID(read_globs(flag, *globs));
    return {};
}

ExitCode files(Context& context, FilesFlags const& flags) {
    if (auto const sound = check(flags.choice); !sound)
        return usage_error(context.printer, "files", sound.error());
    Daemon daemon{context.services};
    auto const pick = attach_and_pick(context, daemon, "files", flags.daemon, flags.torrents);
    if (!pick)
        return pick.error();
    auto errors = pick->errors();
    TorrentViews shown;
    for (auto const& torrent : pick->torrents) {
        auto const set = flags.choice.is_empty() ? Result<void>{}
                                                 : set_priorities(daemon, *torrent, flags.choice);
        if (set)
            shown.push_back(torrent);
        else
            errors.push_back(at(torrent->name)(set.error()));
    }
    auto const failed =
        show_answers(context, daemon, flags.daemon.json, shown, ask_for<api::FilesOf>);
    errors.insert(errors.end(), failed.begin(), failed.end());
    return sum_up(context, "files", errors, shown.size() > failed.size());
}

void add_choice(CLI::App& command, std::string const& name, std::vector<std::string>& globs,
                std::string const& help) {
    command.add_option(name, globs, help)->type_name("GLOB")->allow_extra_args(false);
}

} // namespace

void attach_files(CLI::App& root, Context& context) {
    auto const flags = std::make_shared<FilesFlags>();
    auto* command = root.add_subcommand("files", "the files of a torrent, and their priorities");
    flags->torrents.attach(*command);
    add_choice(*command, "--only", flags->choice.only, "skip all but these (repeat)");
    add_choice(*command, "--skip", flags->choice.skip, "do not download these (repeat)");
    add_choice(*command, "--low", flags->choice.low, "download these last (repeat)");
    add_choice(*command, "--normal", flags->choice.normal, "download these (repeat)");
    add_choice(*command, "--high", flags->choice.high, "download these first (repeat)");
    flags->daemon.attach(*command, "one JSON document for each torrent, shoal.files/1");
    command->footer("A GLOB fits a path, or its last part. What is shown is as of after the "
                    "change.\n\n"
                    "Example:\n  shoal files 3 --skip '*.nfo' --high 'disc1/*'");
    command->callback([&context, flags] { context.exit = files(context, *flags); });
}

} // namespace shoal::cli
