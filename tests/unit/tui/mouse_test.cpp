#include "tests/unit/tui/user.hpp"
#include "ui-cli/tui/draw/layout.hpp"
#include "ui-cli/tui/view.hpp"

#include <doctest/doctest.h>

using namespace shoal;
using namespace shoal::tui;
using test::User;

TEST_CASE("mouse: a click chooses a row, and opens the one that is chosen") {
    User user;
    user.click("Row", 3);
    CHECK(user.state.list.cursor == 4);
    CHECK(user.state.where == Where::list);
    user.click("Row", 3);
    CHECK(user.state.where == Where::detail);
    CHECK(user.state.detail.id == 4);
}

TEST_CASE("mouse: a click on the map's cell takes the cursor there") {
    User user;
    user.state.size = {80, 24};
    user.press("Enter");
    user.type("c");
    user.press(term::Input{"Cell", {}, {5, pieces_left + 7}, 10});
    CHECK(user.state.detail.piece % 17 == 0);
    auto const there = user.state.detail.piece;
    user.type("h");
    CHECK(user.state.detail.piece * 17 == there * 16);
}

TEST_CASE("mouse: a click on a head sorts by it, a further one the other way round") {
    User user;
    user.click("Head", static_cast<std::size_t>(SortKey::size));
    CHECK(user.state.list.order == Order{SortKey::size, false});
    user.click("Head", static_cast<std::size_t>(SortKey::size));
    CHECK(user.state.list.order == Order{SortKey::size, true});
}

TEST_CASE("mouse: what is drawn can be clicked where it stands") {
    User user;
    auto const frame = render(user.model, user.state, {});
    auto const* const bar = frame.hit({user.state.size.rows - 1, 1});
    REQUIRE(bar);
    CHECK(bar->key == "F1");
    auto const* const row = frame.hit({list_layout(user.state.size).body.top + 2, 10});
    REQUIRE(row);
    CHECK(row->key == "Row");
    CHECK(row->number == 2);
    CHECK_FALSE(frame.hit({0, 0}));
}
