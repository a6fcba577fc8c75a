#include "tests/golden/pictures.hpp"

#include <doctest/doctest.h>

// Every screen as text, as a user would come to it: by keys. Reading a change of these files is
// reviewing the screen. scripts/update-golden writes them anew.

using namespace shoal;
using test::check_screens;

TEST_CASE("screens: the list of torrents") {
    check_screens("list", {});
}

TEST_CASE("screens: the list while a filter is typed, with marks and an order") {
    check_screens("list-filter", {" ", " ", "s", "s", "s", "\\", "s", "t", "a", "t", "e", "=",
                                  "d", "o", "w", "n", "l", "o",  "a", "d", "i", "n", "g"});
}

TEST_CASE("screens: a search in the list, and its graphs away") {
    check_screens("list-search", {"#", "/", "A", "r"});
}

TEST_CASE("screens: a search in the files that finds nothing") {
    check_screens("files-search", {"Enter", "f", "/", "z", "z"});
}

TEST_CASE("screens: the menu of the list") {
    check_screens("menu", {"F9", "j"});
}

TEST_CASE("screens: a list without torrents says what to do") {
    check_screens("list-empty", {}, tui::Model{});
}

TEST_CASE("screens: overview of a torrent") {
    check_screens("overview", {"Enter"});
}

TEST_CASE("screens: files as a tree") {
    check_screens("files", {"Enter", "f", "j", "j", "j"});
}

TEST_CASE("screens: files with marks, sorted by copies, a folder folded") {
    check_screens("files-marked", {"Enter", "f", "j", " ", " ", "Enter", "s", "s", "s"});
}

TEST_CASE("screens: files before their pieces are known") {
    auto model = test::demo_model();
    model.details.pieces.reset();
    check_screens("files-unknown", {"Enter", "f"}, model);
}

TEST_CASE("screens: peers, the fastest first") {
    check_screens("peers-by-rate", {"Enter", "e", "g", "j"});
}

TEST_CASE("screens: the pieces that a peer has") {
    check_screens("pieces-of-peer", {"Enter", "e", "j", "Enter", "j", "l"});
}

TEST_CASE("screens: who has the pieces of a cell") {
    check_screens("pieces-holders", {"Enter", "c", "Enter", "j"}, test::demo_model(),
                  [](tui::ViewState& state) { state.detail.holders->end = 2; });
}

TEST_CASE("screens: pieces that are here") {
    check_screens("pieces-have", {"Enter", "c", "v"});
}

TEST_CASE("screens: pieces that are on their way") {
    check_screens("pieces-flight", {"Enter", "c", "v", "v"});
}

TEST_CASE("screens: when pieces came") {
    check_screens("pieces-age", {"Enter", "c", "v", "v", "v"});
}

TEST_CASE("screens: the pieces of a torrent that is all here, and nowhere else") {
    auto model = test::demo_model();
    auto& pieces = *model.details.pieces;
    pieces.have.assign(pieces.have.size(), true);
    pieces.copies.assign(pieces.have.size(), 0);
    pieces.flight.clear();
    auto& copies = model.details.health->copies;
    copies = {};
    copies.min = 1;
    copies.rarest = {0, 1, 2, 3};
    copies.rarest_count = copies.only_ours = 3000;
    check_screens("pieces-only-ours", {"Enter", "c"}, model);
}

TEST_CASE("screens: peers by who serves whom") {
    check_screens("peers", {"Enter", "e", "j"});
}

TEST_CASE("screens: a peer that is always unchoked") {
    auto model = test::demo_model();
    auto& peers = *model.details.peers;
    std::ranges::find(peers, "203.0.113.9", [](auto const& peer) {
        return peer.endpoint.host;
    })->is_pinned = true;
    check_screens("peers-pinned", {"Enter", "e", "j", "j"}, model);
}

TEST_CASE("screens: a ban is asked first") {
    check_screens("peers-ban", {"Enter", "e", "j", "B"});
}

TEST_CASE("screens: map of the pieces") {
    check_screens("pieces", {"Enter", "c"});
}

TEST_CASE("screens: the map's cursor on pieces that one peer has") {
    check_screens("pieces-cell", {"Enter", "c"}, test::demo_model(), [](tui::ViewState& state) {
        state.detail.piece = test::demo_health().copies.rarest.front();
    });
}

TEST_CASE("screens: trackers") {
    check_screens("trackers", {"Enter", "t", "j"});
}

TEST_CASE("screens: a web seed that is dead, among the trackers") {
    check_screens("web-seeds", {"Enter", "t", "G"});
}

TEST_CASE("screens: the log") {
    check_screens("log", {"3"});
}

TEST_CASE("screens: the log of one torrent, while a remark is typed") {
    check_screens("log-remark", {"3", "v", "s", "m", "r", "o", "u", "t", "e", "r"});
}

TEST_CASE("screens: the list by state, and its cursor at the end") {
    check_screens("list-groups", {"F5", "G"});
}

TEST_CASE("screens: the list whose cursor is on a torrent that is well names the worst") {
    check_screens("list-worst", {"k"});
}

TEST_CASE("screens: a web seed is added from the list") {
    check_screens("list-source", {"W", "h", "t", "t", "p"});
}

TEST_CASE("screens: a torrent of which nothing is known yet") {
    auto model = test::demo_model();
    model.details = {};
    model.history = {};
    check_screens("overview-unknown", {"Enter"}, model);
}

TEST_CASE("screens: help of the list") {
    check_screens("help", {"?"});
}

TEST_CASE("screens: adding a torrent") {
    check_screens("add", {"a", "m", "a", "g", "n", "e", "t", ":", "?", "d", "n", "=", "x"});
}

TEST_CASE("screens: adding a torrent whose swarm was looked at") {
    check_screens("add-probe", {"a", "x", "F5"}, test::demo_model(), [](tui::ViewState& state) {
        auto& dialog = std::get<tui::AddDialog>(state.dialog);
        auto health = test::demo_health();
        health.copies.min = 1;
        health.copies.leeches = 9;
        dialog.probe = tui::ProbeView{.seconds = 12,
                                      .name = "field-tapes",
                                      .size = std::int64_t{39} << 30,
                                      .peers = 9,
                                      .health = health};
        dialog.free = std::int64_t{212} << 30;
    });
}

TEST_CASE("screens: adding a magnet whose metadata comes piece by piece") {
    check_screens("add-metadata", {"a", "x", "F5"}, test::demo_model(), [](tui::ViewState& state) {
        std::get<tui::AddDialog>(state.dialog).probe =
            tui::ProbeView{.seconds = 4, .peers = 3, .metadata_done = 9, .metadata_pieces = 12};
    });
}

TEST_CASE("screens: choosing among the files of what is added") {
    auto const files = [](tui::ViewState& state) {
        auto& pick = std::get<tui::AddDialog>(state.dialog).files;
        offer(pick, *test::demo_model().details.files);
        pick.files.back().priority = api::FilePriority::skip;
    };
    check_screens("add-files", {"a", "x", "Tab", "Tab"}, test::demo_model(), files);
    check_screens("add-pick", {"a", "x", "Tab", "Tab"}, test::demo_model(),
                  [&](tui::ViewState& state) {
                      files(state);
                      auto& pick = std::get<tui::AddDialog>(state.dialog).files;
                      pick.is_open = true;
                      pick.scroll.cursor = 2;
                  });
}

TEST_CASE("screens: making a torrent, and while it is hashed") {
    auto const planned = [](tui::ViewState& state) {
        auto& dialog = std::get<tui::CreateDialog>(state.dialog);
        dialog.plan = tui::ContentPlan{.size = std::int64_t{48} << 30, .formats = {}};
        dialog.plan->formats.front() = {4 << 20, 40'000, 20};
    };
    check_screens("create-plan", {"C", "t", "a", "p", "e", "s", "Tab"}, test::demo_model(),
                  planned);
    check_screens("create", {"C", "t", "a", "p", "e", "s", "Tab"}, test::demo_model(),
                  [&](tui::ViewState& state) {
                      planned(state);
                      std::get<tui::CreateDialog>(state.dialog).hashing =
                          api::Progress{.done_bytes = std::int64_t{28} << 30,
                                        .total_bytes = std::int64_t{48} << 30,
                                        .seconds = 15,
                                        .file = "tape_07/side_b.flac",
                                        .threads = 4,
                                        .bound = api::Bound::reading};
                  });
}

TEST_CASE("screens: removing several torrents and their data is asked first") {
    check_screens("remove", {" ", " ", "R", "y", "e"});
}

TEST_CASE("screens: limits, with one that is no rate") {
    check_screens("limits", {"d", "m", "u", "c", "h", "Enter"});
}

TEST_CASE("screens: what the partition watch rests on") {
    check_screens("net-evidence", {"2", "Enter"});
}

TEST_CASE("screens: who is banned") {
    auto model = test::demo_model();
    auto snapshot = std::make_shared<api::Snapshot>(*model.snapshot);
    for (std::uint16_t port = 6881; port <= 6883; ++port)
        snapshot->bans.push_back({.peer = {{"198.51.100.7", port}, {}},
                                  .torrent = {},
                                  .reason = "sent bad blocks of piece 12",
                                  .until = model.wall + 24h});
    model.snapshot = std::move(snapshot);
    check_screens("net-bans", {"2", "b", "j"}, model);
}

TEST_CASE("screens: how the session stands in the net") {
    auto model = test::demo_model();
    auto snapshot = std::make_shared<api::Snapshot>(*model.snapshot);
    snapshot->bans = {{.peer = {{"203.0.113.66", 6881}, {}},
                       .torrent = {},
                       .reason = "all 16 blocks of a piece that failed were its \x1b[31mown",
                       .until = model.wall + std::chrono::hours{24}}};
    model.snapshot = snapshot;
    check_screens("net", {"2"}, model);
}

TEST_CASE("screens: the net when lookups from three starts found different nodes") {
    auto model = test::demo_model();
    auto figures = test::demo_figures(10);
    figures.dht_check = api::DhtCheckView{.is_running = false,
                                          .ago = 75,
                                          .starts = {{"the bootstrap nodes", 4, 31, 27},
                                                     {"half of our table", 180, 34, 25},
                                                     {"its other half", 0, 0, 0}},
                                          .agreement = 0.12};
    model.net.take(figures);
    check_screens("net-check", {"2"}, model);
}

TEST_CASE("screens: the net's second page, where the screen is narrow") {
    check_screens("net-dht", {"2"}, test::demo_model(),
                  [](tui::ViewState& state) { state.net.on_second_page = true; });
}

TEST_CASE("screens: the net before anything was measured") {
    auto model = test::demo_model();
    model.net = {};
    model.snapshot = std::make_shared<api::Snapshot>();
    check_screens("net-unmeasured", {"2"}, model);
}

TEST_CASE("screens: the net when a swarm seems split, and nodes are lost") {
    auto model = test::demo_model();
    model.net.sample(173, SteadyTime{2h + 15s});
    auto health = test::demo_health();
    health.discovery.partition = "trackers and DHT name peers that never name each other";
    model.net.take(test::demo_open, health);
    check_screens("net-alarm", {"2"}, model);
}

TEST_CASE("screens: the setup") {
    check_screens("setup", {"4", "j"});
}

TEST_CASE("screens: the setup while the alternative limits hold, and what was typed is no value") {
    auto model = test::demo_model();
    auto snapshot = std::make_shared<api::Snapshot>(*model.snapshot);
    snapshot->rules.schedule = api::LimitSchedule{.from = 8h, .until = 22h, .days = {1, 5}};
    snapshot->rules.goal.ratio = 2;
    snapshot->alternative_in_force = true;
    model.snapshot = snapshot;
    check_screens("setup-refused", {"4", "j", "j", "Enter", "m", "u", "c", "h", "Enter"}, model);
}

TEST_CASE("screens: a command line, with what it may go on with") {
    check_screens("command", {":", "p", "a", "Tab", "r", "e", "Tab"});
}

TEST_CASE("screens: what a command printed, to be read") {
    check_screens("report", {}, test::demo_model(), [](tui::ViewState& state) {
        state.dialog = tui::ReportDialog{
            "list", {"ID NAME", " 1 debian-12.11.0-amd64-dvd-1.iso", " 2 \x1b[2Jhostile"}};
    });
}

TEST_CASE("screens: leaving torrents at work") {
    auto model = test::demo_model();
    model.can_leave_behind = true;
    check_screens("quit", {"Q"}, model);
}

TEST_CASE("screens: the daemon is gone") {
    auto model = test::demo_model();
    auto snapshot = std::make_shared<api::Snapshot>(*model.snapshot);
    snapshot->is_stale = true;
    model.snapshot = snapshot;
    check_screens("gone", {"Enter", "f"}, model);
}
