#include "tests/unit/tui/user.hpp"
#include "ui-cli/tui/draw/layout.hpp"
#include "ui-cli/tui/prompt/search.hpp"

#include <doctest/doctest.h>

using namespace shoal;
using namespace shoal::tui;
using test::User;

namespace {

/// Of the torrent at the cursor.
std::string name(User const& user) {
    return api::find(*user.model.snapshot, user.state.list.cursor)->name;
}

User among_files() {
    User user;
    user.state.list.cursor = test::demo_open;
    user.press("Enter");
    user.type("f");
    return user;
}

} // namespace

TEST_CASE("search: the cursor goes to the first match while one types, whatever its case") {
    User user;
    user.type("/KERN");
    CHECK(name(user) == "kernel-ci-artifacts-w34");
    CHECK(matches(user.state, user.model).count == 1);
    user.press("Enter");
    CHECK_FALSE(user.state.search.is_typing);
    CHECK(name(user) == "kernel-ci-artifacts-w34");
    CHECK(shown_torrents(user.state, user.model).size() == user.model.snapshot->torrents.size());
}

TEST_CASE("search: n and N go on around the ends, from wherever one is") {
    User user;
    user.type("/.iso");
    user.press("Enter");
    CHECK(name(user) == "debian-12.11.0-amd64-dvd-1.iso");
    user.type("n");
    CHECK(name(user) == "broken-mirror.iso");
    user.type("n");
    CHECK(name(user) == "debian-12.11.0-amd64-dvd-1.iso");
    user.type("N");
    CHECK(name(user) == "broken-mirror.iso");
}

TEST_CASE("search: given up, or without a match, the cursor is where it was") {
    User user;
    user.type("jj");
    auto const before = user.state.list.cursor;
    user.type("/kern");
    CHECK(user.state.list.cursor != before);
    user.type("zz");
    CHECK(user.state.list.cursor == before);
    user.press("Esc");
    CHECK(user.state.list.cursor == before);
    CHECK(user.state.search.text.text.empty());
}

TEST_CASE("search: that nothing matches is told") {
    User user;
    user.type("/zz");
    user.press("Enter");
    user.type("n");
    CHECK(user.state.notice.text == "nothing here has zz in it");
}

TEST_CASE("search: a folded folder is found by its path") {
    auto user = among_files();
    user.press("Enter"); // folds the first
    user.type("G/tape_07/");
    user.press("Enter");
    CHECK(user.state.detail.files.cursor == 0);
}

TEST_CASE("search: what lies in folded folders is found, and the way to it opens") {
    auto user = among_files();
    user.type("*"); // all are folded
    user.type("/left");
    CHECK(user.state.detail.file == "tape_07/raw/left.wav");
    CHECK(user.screen().find("left.wav") != std::string::npos);
    CHECK(matches(user.state, user.model).here == 1);
    user.type("zz"); // nothing has this
    CHECK(user.screen().find("left.wav") == std::string::npos);
    CHECK(user.state.detail.files.cursor == 0);
}

TEST_CASE("search: n goes through folded folders too; given up while typed, they fold again") {
    auto user = among_files();
    user.type("*/.wav");
    user.press("Enter");
    CHECK(user.state.detail.file == "tape_07/raw/left.wav");
    user.type("n");
    CHECK(user.state.detail.file == "tape_07/raw/right.wav");
    user.type("**"); // opens the others, then folds all
    auto const folded = user.state.detail.folded;
    user.type("/read");
    CHECK(user.state.detail.file == "notes/\x1b[31mread me.txt");
    user.press("Esc");
    CHECK(user.state.detail.folded == folded);
}

TEST_CASE("search: a match in one of many files opens its folder alone") {
    auto user = among_files();
    std::vector<api::FileView> files(300);
    for (std::size_t i = 0; i < files.size(); ++i)
        files[i].path = (i % 2 == 0 ? "even/" : "odd/") + std::to_string(i);
    user.model.details.files = files;
    user.model.details.pieces.reset();
    user.type("/217");
    CHECK(user.state.detail.file == "odd/217");
    CHECK(user.state.detail.folded == Toggled{"odd"});
}

TEST_CASE("search: the log is searched as it reads") {
    User user;
    user.type("3/no space");
    user.press("Enter");
    CHECK(matches(user.state, user.model).here == 1);
}

TEST_CASE("list: without its graphs it has their rows") {
    User user;
    user.state.size = {120, 36};
    auto const with = list_layout(user.state.size).body.rows;
    user.type("#");
    CHECK(list_layout(user.state.size, !user.state.list.hides_graph).body.rows == with + 3);
    user.type("#");
    CHECK_FALSE(user.state.list.hides_graph);
}

TEST_CASE("menu: does what is chosen, as its key would") {
    User user;
    user.press("F9");
    REQUIRE(std::holds_alternative<MenuDialog>(user.state.dialog));
    while (true) {
        auto const& menu = std::get<MenuDialog>(user.state.dialog);
        if (menu.items.at(menu.cursor).action == Action::pause)
            break;
        user.type("j");
    }
    user.press("Enter");
    CHECK_FALSE(is_open(user.state.dialog));
    REQUIRE(user.effects.requests.size() == 1);
    CHECK(std::holds_alternative<api::Pause>(user.effects.requests[0].command));
}

TEST_CASE("menu: a click chooses, other keys do nothing, Esc closes") {
    User user;
    user.press("F9");
    user.click("Row", 3);
    user.type("p");
    CHECK(std::holds_alternative<MenuDialog>(user.state.dialog));
    CHECK(user.effects.requests.empty());
    user.click("Item", 9999);
    CHECK(std::holds_alternative<MenuDialog>(user.state.dialog));
    user.click("Item", 0); // help
    CHECK(std::holds_alternative<HelpDialog>(user.state.dialog));
    user.press("x");
    user.press("F9");
    user.press("Esc");
    CHECK_FALSE(is_open(user.state.dialog));
}

TEST_CASE("search: it ends with the screen where it began") {
    User user;
    user.state.list.cursor = 2;
    user.press("Enter");
    user.type("fG/cover");
    user.lose(2);
    CHECK(user.state.where == Where::list);
    CHECK_FALSE(user.state.search.is_typing);
    auto const before = user.state.list.cursor;
    user.press("Esc");
    CHECK(user.state.list.cursor == before);
}

TEST_CASE("search: given up, the cursor is on its torrent, wherever that is by then") {
    User user;
    user.type("jj");
    auto const before = user.state.list.cursor;
    user.type("/kern");
    user.lose(1); // the rows below move up
    user.press("Esc");
    CHECK(user.state.list.cursor == before);
}

TEST_CASE("search: given up when its torrent is gone, it stays near") {
    User user;
    user.type("jj/kern");
    user.lose(3);
    user.press("Esc");
    CHECK(user.state.list.cursor == 4);
}

TEST_CASE("search: nothing to search in is no trouble") {
    User user;
    user.model = {};
    user.state = reconcile({}, user.model);
    user.type("/x");
    user.press("Enter");
    user.type("nN");
    CHECK(user.state.notice.text == "nothing here has x in it");
    user.type("3/x");
    user.press("Enter");
    user.type("n");
    CHECK(user.state.notice.text == "nothing here has x in it");
}

TEST_CASE("search: what is typed is shown as text, whatever it is") {
    User user;
    user.type("/");
    user.press(shoal::term::Input{"Paste", "\x1b[2J\u202e\nx"});
    CHECK(user.screen().find('\x1b') == std::string::npos);
    CHECK(user.screen().find("\u202e") == std::string::npos);
}

TEST_CASE("menu: it goes with the screen that it is of, whose keys mean other things elsewhere") {
    User user;
    user.press("Enter");
    user.press("F9");
    user.lose(1);
    CHECK(user.state.where == Where::list);
    CHECK_FALSE(is_open(user.state.dialog));
    CHECK(user.requests.empty());
}

TEST_CASE("menu: every screen has one that can be gone through, on the smallest terminal too") {
    for (auto const* const keys : {"", "2", "3", "4", "o", "f", "e", "c", "t"}) {
        User user;
        user.state.size = least_size;
        if (std::string_view{"ofect"}.find(keys) != std::string_view::npos && *keys != 0)
            user.press("Enter");
        user.type(keys);
        user.press("F9");
        auto const count = std::get<MenuDialog>(user.state.dialog).items.size();
        for (std::size_t i = 0; i < count + 2; ++i) {
            CHECK(user.screen().find("Esc closes") != std::string::npos);
            user.press("Down");
        }
        CHECK(std::get<MenuDialog>(user.state.dialog).cursor + 1 == count);
    }
}
