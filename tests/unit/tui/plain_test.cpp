#include "tests/unit/tui/demo_swarm.hpp"
#include "ui-cli/tui/plain.hpp"

#include <doctest/doctest.h>

using namespace shoal;

namespace {

api::TorrentView view_of(api::TorrentId id, api::TorrentState state, std::int64_t done) {
    api::TorrentView view;
    view.id = id;
    view.name = "tapes";
    view.state = state;
    view.size = view.wanted = 100;
    view.done = done;
    return view;
}

api::Snapshot with(api::TorrentView view) {
    api::Snapshot snapshot;
    snapshot.torrents = {std::make_shared<api::TorrentView const>(std::move(view))};
    return snapshot;
}

} // namespace

TEST_CASE("plain: a torrent is told of when it comes, changes and goes, each once") {
    using api::TorrentState;
    api::Snapshot const none;
    auto const begun = with(view_of(1, TorrentState::downloading, 10));
    auto const paused = with(view_of(1, TorrentState::paused, 10));
    CHECK(tui::changes_in_words(none, begun) ==
          std::vector<std::string>{"1 tapes: 10 percent, no peers found yet: trackers and DHT are "
                                   "being asked"});
    CHECK(tui::changes_in_words(begun, begun).empty());
    CHECK(tui::changes_in_words(begun, paused).size() == 1);
    CHECK(tui::changes_in_words(paused, none) == std::vector<std::string>{"1 tapes: removed"});
}

TEST_CASE("plain: progress is told at each tenth, not at each piece") {
    using api::TorrentState;
    auto const at = [](std::int64_t done) {
        return with(view_of(1, TorrentState::downloading, done));
    };
    CHECK(tui::changes_in_words(at(11), at(19)).empty());
    CHECK(tui::changes_in_words(at(19), at(20)).size() == 1);
}
