#include "tests/unit/tui/user.hpp"

#include <doctest/doctest.h>

using namespace shoal;
using namespace shoal::tui;
using api::FilePriority;
using test::User;

namespace {

/// Two folders with a pad between them.
std::vector<api::FileView> tapes() {
    return {{.path = "tapes/a/1.flac", .size = 100},
            {.path = "tapes/.pad/28", .size = 28, .is_pad = true},
            {.path = "tapes/a/2.flac", .size = 200},
            {.path = "tapes/raw/1.wav", .size = 700}};
}

/// Before the dialog that adds it, with its files known, on their row.
User with_files() {
    User user;
    user.type("ax.torrent");
    offer(std::get<AddDialog>(user.state.dialog).files, tapes());
    user.press("Tab");
    user.press("Tab");
    return user;
}

FilePick const& pick_of(User const& user) {
    return std::get<AddDialog>(user.state.dialog).files;
}

} // namespace

TEST_CASE("add: files that are left out are not fetched, by their index in the torrent") {
    auto user = with_files();
    user.press("Enter");
    REQUIRE(pick_of(user).is_open);
    user.press("G"); // not a key here
    for (int i = 0; i < 4; ++i)
        user.press("j");
    user.press(" "); // tapes/, a/, 1.flac, 2.flac, raw/
    CHECK(wanted_of(pick_of(user)) == 300);
    user.press("Enter");
    CHECK_FALSE(pick_of(user).is_open);
    user.press("BackTab");
    user.press("Enter");
    auto const& add = user.sent<api::Add>();
    CHECK(add.priorities == std::map<std::size_t, FilePriority>{{3, FilePriority::skip}});
    CHECK_FALSE(add.paused);
    CHECK_FALSE(add.pick_files);
}

TEST_CASE("add: a folder is taken and left whole, and Esc leads back from its files alone") {
    auto user = with_files();
    user.press("Enter");
    user.press(" ");
    CHECK(wanted_of(pick_of(user)) == 0);
    user.press(" ");
    CHECK(wanted_of(pick_of(user)) == 1000);
    user.press("h");
    CHECK(rows_of(pick_of(user)).size() == 1);
    user.press("Esc");
    REQUIRE(is_open(user.state.dialog));
    CHECK_FALSE(pick_of(user).is_open);
    user.press("Esc");
    CHECK_FALSE(is_open(user.state.dialog));
}

TEST_CASE("add: nothing wanted is told, not done") {
    auto user = with_files();
    user.press("Enter");
    user.type("A");
    user.press("Enter");
    user.press("Tab");
    user.press("Enter");
    CHECK(user.requests.empty());
    CHECK(user.screen().find("none of its files is wanted") != std::string::npos);
}

TEST_CASE("add: another source has other files; the same ones keep what was chosen") {
    auto user = with_files();
    user.press("Enter");
    user.press(" ");
    user.press("Enter");
    auto& dialog = std::get<AddDialog>(user.state.dialog);
    offer(dialog.files, tapes());
    CHECK(wanted_of(dialog.files) == 0);
    user.press("BackTab");
    user.press("BackTab");
    user.type("y");
    CHECK(pick_of(user).files.empty());
}

TEST_CASE("add: to the top of the queue, or paused") {
    for (int presses : {0, 1, 2}) {
        User user;
        user.type("ax.torrent");
        for (int i = 0; i < 3; ++i)
            user.press("Tab");
        for (int i = 0; i < presses; ++i)
            user.press(" ");
        user.press("Enter");
        CHECK(user.sent<api::Add>().paused == (presses == 1));
        CHECK(user.sent<api::Add>().on_top == (presses == 2));
    }
}

TEST_CASE("add: the space that is needed is that of what is wanted") {
    auto user = with_files();
    std::get<AddDialog>(user.state.dialog).free = 800;
    CHECK(user.screen().find("free 800, needs 1.0K") != std::string::npos);
    user.press("Enter");
    for (auto const* const key : {"j", "j", "j", "j", " "})
        user.press(key);
    user.press("Enter");
    CHECK(user.screen().find("free 800, needs 300") != std::string::npos);
}

TEST_CASE("add: the smallest screen scrolls to what has the focus") {
    User user;
    user.state.size = {40, 10};
    user.type("a");
    for (int i = 0; i < 4; ++i)
        user.press("Tab");
    user.type("films");
    CHECK(user.screen().find("Label     films") != std::string::npos);
    CHECK(user.screen().find("Esc closes") != std::string::npos);
}

TEST_CASE("create: piece size, source and the file to write") {
    User user;
    user.type("Ctapes");
    for (int i = 0; i < 4; ++i)
        user.press("Tab");
    user.type("4MiB");
    user.press("Tab");
    user.press("Tab");
    user.type("club");
    user.press("Tab");
    user.type("out/x.torrent");
    user.press("Enter");
    REQUIRE(user.effects.create);
    CHECK(user.effects.create->piece_size == 4 << 20);
    CHECK(user.effects.create->source == "club");
    CHECK(user.effects.create->output == fs::path{"/home/me/out/x.torrent"});
}

TEST_CASE("create: without a size it is as fits, and one that is none is told") {
    User user;
    user.type("Ctapes");
    user.press("Enter");
    REQUIRE(user.effects.create);
    CHECK_FALSE(user.effects.create->piece_size);
    CHECK(user.effects.create->output == fs::path{"/home/me/tapes.torrent"});

    User other;
    other.type("Ctapes");
    for (int i = 0; i < 4; ++i)
        other.press("Tab");
    other.type("much");
    other.press("Enter");
    CHECK_FALSE(other.effects.create);
    CHECK_FALSE(std::get<CreateDialog>(other.state.dialog).complaint.empty());
}

TEST_CASE("create: ^C stops the hashing alone, Esc leaves besides") {
    User user;
    user.type("Ctapes");
    user.press("Enter");
    REQUIRE(std::get<CreateDialog>(user.state.dialog).hashing);
    user.press("^C");
    REQUIRE(is_open(user.state.dialog));
    CHECK_FALSE(std::get<CreateDialog>(user.state.dialog).hashing);
    CHECK(user.screen().find("stopped; nothing was written") != std::string::npos);
    user.press("Enter");
    CHECK(user.effects.create);
    user.press("Esc");
    CHECK_FALSE(is_open(user.state.dialog));
}

TEST_CASE("create: F5 overwrites only what it was just told exists") {
    User user;
    user.type("Ctapes");
    user.press("F5");
    CHECK_FALSE(user.effects.create);
    auto& dialog = std::get<CreateDialog>(user.state.dialog);
    refuse(dialog, {Errc::conflict, "it exists already", "/home/me/tapes.torrent"});
    CHECK(user.screen().find("F5 overwrites it") != std::string::npos);
    user.press("Tab"); // on to another name
    user.press("F5");
    CHECK_FALSE(user.effects.create);
}

TEST_CASE("create: what went wrong is told with the file that it is about") {
    User user;
    user.type("Ctapes");
    auto& dialog = std::get<CreateDialog>(user.state.dialog);
    refuse(dialog, {Errc::io, "Permission denied", "/srv/tapes"});
    CHECK(user.screen().find("tapes: Permission denied") != std::string::npos);
}

TEST_CASE("add: of several links that are pasted into its field it is the first") {
    User user;
    user.type("a");
    user.press(term::Input{"Paste", "magnet:?xt=urn:btih:a\nmagnet:?xt=urn:btih:b\n"});
    user.press("Enter");
    CHECK(user.sent<api::Add>().source == "magnet:?xt=urn:btih:a");
}

TEST_CASE("create: trackers may be pasted, each in a line") {
    User user;
    user.type("Ctapes");
    user.press("Tab");
    user.press(term::Input{"Paste", "udp://a:1\r\n\r\nudp://b:2\n"});
    user.press("Enter");
    REQUIRE(user.effects.create);
    CHECK(user.effects.create->trackers ==
          std::vector<std::vector<std::string>>{{"udp://a:1"}, {"udp://b:2"}});
}
