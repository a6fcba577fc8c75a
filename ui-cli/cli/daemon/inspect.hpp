#pragma once

#include "ui-cli/cli/daemon/torrent_act.hpp"

namespace shoal::cli {

/// What a command shows of one torrent, as text cut to the width or as a document.
using Ask = api::Question (*)(api::TorrentId);

/// Asks for each torrent and prints the answers: tables under the torrents' names when there are
/// several, or one document a line. Gives what failed.
[[nodiscard]] std::vector<Error> show_answers(Context& context, Daemon& daemon, bool json,
                                              TorrentViews const& torrents, Ask ask);

/// "3 photos", above what is shown of it, when it is one of several.
void print_heading(Printer& printer, TorrentViews const& torrents, api::TorrentView const& torrent);

template <class Question>
[[nodiscard]] api::Question ask_for(api::TorrentId id) {
    return Question{id};
}

} // namespace shoal::cli
