// What the list does beyond its rows: groups, priorities, sources, and whom its pane speaks of.

#include "tests/unit/tui/user.hpp"
#include "ui-cli/tui/list/worst.hpp"
#include "ui-cli/tui/model/standing.hpp"

using namespace shoal;
using test::User;
using tui::Grouping;

namespace {

void change(User& user, api::TorrentId id, std::function<void(api::TorrentView&)> const& what) {
    auto next = std::make_shared<api::Snapshot>(*user.model.snapshot);
    for (auto& torrent : next->torrents)
        if (torrent->id == id) {
            auto view = *torrent;
            what(view);
            torrent = std::make_shared<api::TorrentView const>(std::move(view));
        }
    user.model.snapshot = std::move(next);
}

} // namespace

TEST_CASE(
    "list: F5 groups by state, then by label, then no more; the cursor stays on its torrent") {
    User user;
    user.state.list.cursor = 4;
    user.press("F5");
    CHECK(user.state.list.order.grouping == Grouping::state);
    CHECK(user.state.list.cursor == 4);
    CHECK(user.screen().find("seeding: 2 ") != std::string::npos);
    user.press("F5");
    CHECK(user.screen().find("archive: 1 ") != std::string::npos);
    CHECK(user.screen().find("no label: 11 ") != std::string::npos);
    user.press("F5");
    CHECK(user.state.list.order.grouping == Grouping::none);
}

TEST_CASE("list: in groups the cursor is on the screen wherever it goes, and marks keep working") {
    User user;
    user.state.size = {80, 14};
    user.press("F5");
    for (std::string const key : {"G", "k", "k", "g", "PgDn", " ", "PgUp", "j"}) {
        user.press(key);
        auto const torrent = api::find(*user.model.snapshot, user.state.list.cursor);
        REQUIRE(torrent);
        CHECK_MESSAGE(user.screen().find("\n>") != std::string::npos, key);
    }
    CHECK(user.state.list.marks.size() == 1);
}

TEST_CASE("list: another order leaves the groups, a group leaves the order") {
    User user;
    user.press("F5");
    user.type("s");
    CHECK(user.state.list.order.grouping == Grouping::state);
    user.click("Head", static_cast<std::size_t>(tui::SortKey::size));
    CHECK(user.state.list.order.grouping == Grouping::state);
}

TEST_CASE("list: + and - move each from the priority it has, and say when there is no further") {
    User user;
    user.state.list.cursor = 1;
    user.type("+");
    CHECK(user.sent<api::Change>().priority == api::Priority::high);
    CHECK(user.sent<api::Change>().ids == api::Ids{1});
    user.requests.clear();
    user.state.list.cursor = 2; // which is high
    user.type("+");
    CHECK(user.requests.empty());
    CHECK(user.state.notice.text.find("the highest priority") != std::string::npos);
    user.state.list.marks = {1, 2, 4, 5}; // normal, high, normal, low
    user.type("-");
    REQUIRE(user.requests.size() == 2);
    CHECK(std::get<api::Change>(user.requests[0].command).ids == api::Ids{1, 4});
    CHECK(std::get<api::Change>(user.requests[0].command).priority == api::Priority::low);
    CHECK(std::get<api::Change>(user.requests[1].command).ids == api::Ids{2});
    CHECK(std::get<api::Change>(user.requests[1].command).priority == api::Priority::normal);
}

TEST_CASE("list: + and - of an open torrent's files are about the files") {
    User user;
    user.press("Enter");
    user.type("f+");
    for (auto const& request : user.requests)
        CHECK(std::holds_alternative<api::SetFiles>(request.command));
}

TEST_CASE("list: W adds a web seed, or a tracker by the looks of it, or as Tab says") {
    User user;
    user.state.list.cursor = 2;
    user.type("Whttps://mirror.example/tapes/");
    user.press("Enter");
    CHECK(user.sent<api::AddSources>().id == 2);
    CHECK(user.sent<api::AddSources>().web_seeds ==
          std::vector<std::string>{"https://mirror.example/tapes/"});
    user.requests.clear();
    user.type("Wudp://t.example:6969");
    user.press("Enter");
    CHECK(user.sent<api::AddSources>().trackers ==
          std::vector<std::string>{"udp://t.example:6969"});
    user.requests.clear();
    user.type("Whttps://t.example/a");
    user.press("Tab");
    user.press("Enter");
    CHECK(user.sent<api::AddSources>().trackers.size() == 1);
}

TEST_CASE("list: what is no URL is not sent, and Esc leaves the line") {
    User user;
    user.type("Wmirror");
    user.press("Enter");
    CHECK(user.requests.empty());
    CHECK(user.screen().find("say where: a URL") != std::string::npos);
    user.press("Esc");
    CHECK_FALSE(user.state.prompt);
}

TEST_CASE("list: the pane speaks of the worst torrent while the one at the cursor is well") {
    User user;
    user.state.size = {120, 36};
    user.state.list.cursor = 1;
    CHECK(tui::looked_at(user.state, user.model) == 7); // which failed
    CHECK(user.screen().find("[w] go there") != std::string::npos);
    user.type("w");
    CHECK(user.state.list.cursor == 7);
    change(user, 7, [](auto& view) { view.state = api::TorrentState::complete; });
    user.state.list.cursor = 1;
    CHECK(tui::looked_at(user.state, user.model) == 12); // with the lowest grade
    user.state.list.cursor = 2;                          // which is at risk itself
    CHECK(tui::looked_at(user.state, user.model) == 2);
    CHECK(user.screen().find("[W] add web seed") != std::string::npos);
}

TEST_CASE("list: who rests because he was told to is not badly off") {
    tui::Torrents torrents;
    api::TorrentView view;
    view.state = api::TorrentState::paused;
    view.health = 5;
    torrents.push_back(std::make_shared<api::TorrentView const>(view));
    CHECK_FALSE(tui::worst_torrent(torrents));
    CHECK_FALSE(tui::worst_torrent({}));
}

TEST_CASE("list: a click on a screen's name goes there") {
    User user;
    user.state.size = {120, 36};
    auto const& screen = user.screen();
    CHECK(screen.find("[1 Torrents]") != std::string::npos);
    user.click("3");
    CHECK(user.state.where == tui::Where::log);
    user.click("1");
    CHECK(user.state.where == tui::Where::list);
}

TEST_CASE("list: why a torrent was slow is not told once it is complete") {
    User user;
    user.state.size = {120, 36};
    user.state.list.cursor = test::demo_open;
    CHECK(user.screen().find("one peer alone has what is missing") != std::string::npos);
    change(user, test::demo_open, [](auto& view) {
        view.state = api::TorrentState::complete;
        view.health = 10; // so that the pane stays with it
    });
    CHECK(user.screen().find("one peer alone has what is missing") == std::string::npos);
}

TEST_CASE("list: the pane's key goes to the torrent that the pane names") {
    User user;
    change(user, 12, [](auto& view) { view.state = api::TorrentState::error; });
    user.state.list.order.inverted = true; // now 12 is shown before 7, which failed too
    user.state.list.cursor = 1;
    auto const named = tui::looked_at(user.state, user.model);
    user.type("w");
    CHECK(user.state.list.cursor == named);
    user.type("\\debian");
    user.press("Enter");
    CHECK(tui::looked_at(user.state, user.model) == 1); // others are not to be gone to
}

TEST_CASE("list: P asks nothing when a filter shows nobody, whatever is marked") {
    User user;
    user.type(" \\xyzzy");
    user.press("Enter");
    user.type("P");
    CHECK_FALSE(is_open(user.state.dialog));
}

TEST_CASE("list: what still comes when all have left comes from no number of peers") {
    api::TorrentView torrent;
    torrent.state = api::TorrentState::downloading;
    torrent.size = torrent.wanted = 100;
    torrent.down_rate = 10;
    CHECK(tui::standing(torrent).sentence == "downloading, 10s to go");
    torrent.peers = 1;
    CHECK(tui::standing(torrent).sentence == "downloading from 1 peer, 10s to go");
}

TEST_CASE("list: a word says how few copies the rarest piece has, while somebody is there") {
    api::TorrentView torrent;
    torrent.state = api::TorrentState::downloading;
    torrent.peers = 3;
    auto const word_at = [&](double copies) {
        torrent.distributed_copies = copies;
        return tui::rarity_word(torrent);
    };
    CHECK(word_at(0.9).empty()); // not that few: other words say so
    CHECK(word_at(1.2) == "1 src!");
    CHECK(word_at(2.7) == "few");
    CHECK(word_at(3.1).empty());
    torrent.state = api::TorrentState::complete;
    CHECK(word_at(1.2) == "alone!");
    torrent.peers = 0;
    CHECK(word_at(1).empty());
    torrent.peers = 3;
    torrent.state = api::TorrentState::paused;
    CHECK(word_at(1.2).empty());
}
