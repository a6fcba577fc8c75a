#include "ui-cli/cli/flags/daemon_flags.hpp"

#include "ui-cli/cli/daemon/torrent_pick.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace shoal::cli {
namespace {

/// For what is done to torrents: everything is to be meant by whoever says it.
std::string not_blank(std::string const& filter) {
    return is_blank(filter)
               ? "an empty filter would match every torrent; write a condition, or leave it out"
               : "";
}

} // namespace

void DaemonFlags::attach(CLI::App& command, std::string const& document) {
    command.add_flag("--json", json, fmt::format("print {}", document));
    command.add_option("--socket", socket, "the daemon's socket")
        ->type_name("PATH")
        ->take_last()
        ->envname("SHOAL_SOCKET");
}

void TorrentWords::attach(CLI::App& command, bool is_required) {
    command
        .add_option("ID", words,
                    "a torrent's number, 4 or more digits of its info-hash, a filter, or all")
        ->required(is_required)
        ->type_name("");
    auto* const flag = command.add_option("-f,--filter", filter, "of those, only what matches")
                           ->type_name("FILTER")
                           ->take_last();
    if (is_required)
        flag->check(not_blank, "");
}

void TorrentWords::attach_before(CLI::App& command, std::string const& last,
                                 std::string const& help) {
    attach(command);
    command.add_option(last, help)->type_name("")->group(last_word_group);
}

Result<std::string> TorrentWords::take_last(std::string const& last) {
    if (words.size() < 2)
        return fail(Errc::invalid_input, fmt::format("ID and {} are required", last));
    auto word = std::move(words.back());
    words.pop_back();
    return word;
}

} // namespace shoal::cli
