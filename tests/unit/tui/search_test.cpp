#include "tests/unit/tui/demo_swarm.hpp"
#include "ui-cli/tui/layout.hpp"
#include "ui-cli/tui/search.hpp"

#include <doctest/doctest.h>

using namespace shoal;
using namespace shoal::tui;

namespace {

struct User {
    Model model = test::demo_model();
    ViewState state = reconcile({}, model);
    Effects effects; ///< of the last key

    void press(std::string const& key, std::size_t number = 0) {
        auto step = reduce(std::move(state), {key, {}, {}, number}, model);
        state = std::move(step.state);
        effects = std::move(step.effects);
    }

    void type(std::string_view keys) {
        for (char const key : keys)
            press(std::string(1, key));
    }

    [[nodiscard]] std::string name() const {
        return api::find(*model.snapshot, state.list.cursor)->name;
    }
};

} // namespace

TEST_CASE("search: the cursor goes to the first match while one types, whatever its case") {
    User user;
    user.type("/KERN");
    CHECK(user.name() == "kernel-ci-artifacts-w34");
    CHECK(matches(user.state, user.model).count == 1);
    user.press("Enter");
    CHECK_FALSE(user.state.search.is_typing);
    CHECK(user.name() == "kernel-ci-artifacts-w34");
    CHECK(shown_torrents(user.state, user.model).size() == user.model.snapshot->torrents.size());
}

TEST_CASE("search: n and N go on around the ends, from wherever one is") {
    User user;
    user.type("/.iso");
    user.press("Enter");
    CHECK(user.name() == "debian-12.11.0-amd64-dvd-1.iso");
    user.type("n");
    CHECK(user.name() == "broken-mirror.iso");
    user.type("n");
    CHECK(user.name() == "debian-12.11.0-amd64-dvd-1.iso");
    user.type("N");
    CHECK(user.name() == "broken-mirror.iso");
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

TEST_CASE("search: a folded folder is found by what is in it") {
    User user;
    user.press("Enter");
    user.type("f");
    user.press("Enter"); // folds the first
    user.type("G/tape_07/");
    user.press("Enter");
    CHECK(user.state.detail.files.cursor == 0);
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
    CHECK(list_layout(user.state.size, !user.state.list.hides_graph).body.rows == with + 2);
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
    user.press("Row", 3);
    user.type("p");
    CHECK(std::holds_alternative<MenuDialog>(user.state.dialog));
    CHECK(user.effects.requests.empty());
    user.press("Item", 9999);
    CHECK(std::holds_alternative<MenuDialog>(user.state.dialog));
    user.press("Item", 0); // help
    CHECK(std::holds_alternative<HelpDialog>(user.state.dialog));
    user.press("x");
    user.press("F9");
    user.press("Esc");
    CHECK_FALSE(is_open(user.state.dialog));
}
