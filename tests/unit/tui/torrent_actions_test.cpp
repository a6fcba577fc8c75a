#include "tests/unit/tui/user.hpp"

#include <doctest/doctest.h>

using namespace shoal;
using namespace shoal::tui;
using test::User;

TEST_CASE("torrents: pause is of the marked ones, or of the one at the cursor") {
    User user;
    user.type("p");
    CHECK(user.sent<api::Pause>().ids == api::Ids{1});
    user.requests.clear();
    user.type("  p");
    CHECK(user.sent<api::Pause>().ids == api::Ids{1, 2});
}

TEST_CASE("torrents: what is paused or has failed goes on") {
    User user;
    user.state.list.cursor = 8;
    user.type("p");
    CHECK(user.sent<api::Resume>().ids == api::Ids{8});
}

TEST_CASE("torrents: all are paused at a yes, and go on when all are halted") {
    User user;
    user.type("P");
    CHECK(user.requests.empty());
    user.type("y");
    CHECK(user.sent<api::Pause>().ids.size() == 12);
    user.requests.clear();
    user.type("\\state=paused");
    user.press("Enter");
    user.type("Py");
    CHECK(user.sent<api::Resume>().ids == api::Ids{8});
}

TEST_CASE("torrents: moving and goals begin a command about the marked ones") {
    User user;
    user.type("  m/srv");
    user.press("Enter");
    CHECK(user.effects.command == "move 1 2 /srv");
    user.type("L2.5");
    user.press("Enter");
    CHECK(user.effects.command == "set 1 2 ratio=2.5");
}

TEST_CASE("torrents: one torrent is removed at a yes, its data stays") {
    User user;
    user.type("r");
    CHECK(user.requests.empty());
    user.type("n");
    CHECK_FALSE(is_open(user.state.dialog));
    user.type("ry");
    CHECK(user.sent<api::Remove>().ids == api::Ids{1});
    CHECK_FALSE(user.sent<api::Remove>().with_data);
}

TEST_CASE("torrents: data, or several torrents, go only for a typed yes") {
    User user;
    user.type("Ry");
    user.press("Enter");
    CHECK(user.requests.empty());
    user.type("es");
    user.press("Enter");
    CHECK(user.sent<api::Remove>().with_data);
    user.requests.clear();
    user.type("  ry");
    user.press("Enter");
    CHECK(user.requests.empty());
}

TEST_CASE("torrents: of one it is its data that goes, of several theirs") {
    User user;
    user.type("R");
    CHECK(user.screen().find("Remove 1 torrent AND ITS DATA") != std::string::npos);
    user.press("Esc");
    user.type("  R");
    CHECK(user.screen().find("Remove 2 torrents AND THEIR DATA") != std::string::npos);
}

TEST_CASE("torrents: a copied magnet link has the name, and the sources that are known") {
    User user;
    user.type("y");
    CHECK(user.effects.clipboard == "magnet:?xt=urn:btih:0101010101010101010101010101010101010101"
                                    "&dn=debian-12.11.0-amd64-dvd-1.iso");
    user.type("jy");
    CHECK(user.effects.clipboard.find("&dn=archive-2019-field-recordings"
                                      "&tr=udp%3A%2F%2Ftracker.example%3A6969%2Fannounce&") !=
          std::string::npos);
    CHECK(user.effects.clipboard.find("&ws=https%3A%2F%2Fmirror.example") != std::string::npos);
}

TEST_CASE("torrents: the trackers of a private torrent, which may know us by them, stay here") {
    User user;
    user.type("j");
    auto next = std::make_shared<api::Snapshot>(*user.model.snapshot);
    auto torrent = std::make_shared<api::TorrentView>(*next->torrents[1]);
    torrent->is_private = true;
    next->torrents[1] = std::move(torrent);
    user.model.snapshot = std::move(next);
    user.type("y");
    CHECK(user.effects.clipboard.ends_with("&dn=archive-2019-field-recordings"));
}

TEST_CASE("torrents: limits of the marked torrents") {
    User user;
    user.type("  D5K");
    user.press("Enter");
    auto const& change = user.sent<api::Change>();
    CHECK(change.ids == api::Ids{1, 2});
    CHECK(change.down_limit == 5 << 10);
    CHECK(change.up_limit == 0);
}

TEST_CASE("torrents: a folder's priority is that of all below it") {
    User user;
    user.type("j");
    user.press("Enter");
    user.type("f0");
    auto const& set = user.sent<api::SetFiles>();
    CHECK(set.id == 2);
    CHECK(set.files == std::vector<std::size_t>{0, 1, 2, 3});
    CHECK(set.priority == api::FilePriority::skip);
}

TEST_CASE("torrents: renaming a file begins the command, of a folder it does not") {
    User user;
    user.type("j");
    user.press("Enter");
    user.type("fF");
    CHECK_FALSE(user.state.command.is_open);
    user.type("jjF");
    CHECK(user.state.command.is_open);
    CHECK(user.state.command.field.text == "rename --file 1 2 ");
}

TEST_CASE("torrents: rtorrent's throttle keys move the limits in steps, never below none") {
    User user;
    user.state.keymap = Preset::rtorrent;
    user.type("d");
    CHECK(user.sent<api::Configure>().rules.limits.up == (10 << 20) + 50 * 1024);
    CHECK(user.requests[0].done == "upload limit: 10290K/s"); // 10.0M/s would show no step
    user.requests.clear();
    user.type("Z");
    CHECK(user.sent<api::Configure>().rules.limits.down == 0);
}
