#include "ui-cli/cli/command.hpp"
#include "ui-cli/cli/daemon/torrent_act.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace shoal::cli {
namespace {

struct RenameFlags {
    DaemonFlags daemon;
    std::string torrent;
    std::string file; ///< index or path; empty: the torrent itself
    std::string name;
};

/// A number is an index, unless a file is called so.
Result<std::size_t> index_of(std::vector<api::FileView> const& files, std::string const& typed) {
    auto const same = std::ranges::find(files, typed, &api::FileView::path);
    if (same != files.end())
        return static_cast<std::size_t>(same - files.begin());
    std::size_t index = 0;
    auto const* const end = typed.data() + typed.size();
    auto const [last, error] = std::from_chars(typed.data(), end, index);
    if (error == std::errc{} && last == end && index < files.size())
        return index;
    return fail(Errc::not_found, "the torrent has no such file; see 'shoal files'", typed);
}

Result<std::optional<std::size_t>> file_of(Daemon& daemon, api::TorrentId id,
                                           std::string const& typed) {
    if (typed.empty())
        return std::nullopt;
    SHOAL_TRY(auto const answer, daemon.ask(api::FilesOf{id}));
    SHOAL_TRY(auto const index, index_of(std::get<std::vector<api::FileView>>(answer), typed));
    return index;
}

Result<Steps> plan(Daemon& daemon, RenameFlags const& flags, TorrentViews const& torrents) {
    if (torrents.size() > 1)
        return fail(Errc::invalid_input, fmt::format("'{}' means {} torrents; name one",
                                                     flags.torrent, torrents.size()));
    auto const id = torrents.front()->id;
    SHOAL_TRY(auto const file, file_of(daemon, id, flags.file));
    return Steps{{api::Rename{id, file, flags.name}, torrents}};
}

ExitCode rename(Context& context, RenameFlags const& flags) {
    auto const planned = [&](Daemon& daemon, TorrentViews const& torrents) {
        return plan(daemon, flags, torrents);
    };
    return act_on_torrents(context, flags.daemon, {{flags.torrent}, {}},
                           {"rename", "renamed", planned, {}});
}

} // namespace

void attach_rename(CLI::App& root, Context& context) {
    auto const flags = std::make_shared<RenameFlags>();
    auto* command = root.add_subcommand("rename", "save a torrent, or one file of it, under "
                                                  "another name");
    command->add_option("ID", flags->torrent, "the torrent, as for info")
        ->required()
        ->type_name("");
    command
        ->add_option("NAME", flags->name,
                     "the new name; of a file its path below the torrent's folder")
        ->required()
        ->type_name("");
    command->add_option("--file", flags->file, "this file: its number or path, as in files")
        ->type_name("FILE")
        ->take_last();
    flags->daemon.attach(*command, "shoal.rename/1");
    command->footer("Example:\n  shoal rename 3 --file 0 extras/readme.txt");
    command->callback([&context, flags] { context.exit = rename(context, *flags); });
}

} // namespace shoal::cli
