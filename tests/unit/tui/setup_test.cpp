#include "tests/unit/tui/user.hpp"
#include "ui-cli/tui/setup/setup_rows.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace shoal;
using namespace shoal::tui;

namespace {

SetupRow row(api::SessionRules const& rules, std::string_view name) {
    auto const rows = setup_rows(rules, false);
    auto const found = std::ranges::find(rows, name, &SetupRow::name);
    REQUIRE(found != rows.end());
    return *found;
}

api::SessionRules set(api::SessionRules const& rules, std::string_view name,
                      std::string const& typed) {
    auto const next = with_setting(rules, *row(rules, name).setting, typed);
    REQUIRE(next);
    return *next;
}

/// At the setup's screen, with its cursor on that setting.
struct User : test::User {
    explicit User(std::string_view name) {
        press("4");
        auto const rows = setup_rows(model.snapshot->rules, false);
        for (auto from = rows.begin(); from->name != name; ++from)
            press("j");
    }

    /// By the last key.
    [[nodiscard]] api::SessionRules const& configured() const {
        return sent<api::Configure>().rules;
    }
};

} // namespace

TEST_CASE("setup: tells every rule of the session, and none of the daemon's own settings") {
    auto const rows = setup_rows({}, false);
    CHECK(rows.size() == 15);
    CHECK(
        std::ranges::none_of(rows, [](auto const& one) { return one.name.starts_with("daemon"); }));
    CHECK(row({}, "up").value == "no limit");
    CHECK(row({}, "queue.downloads").value == "5");
    CHECK(row({}, "limits.alternative_on").value == "off");
    CHECK(row({}, "limits.from").value == "not set");
}

TEST_CASE("setup: what is shown can be typed again") {
    api::SessionRules rules;
    rules.limits = {.up = 500 << 10, .down = 2 << 20};
    rules.alternative = {.up = 1 << 10, .down = 0};
    rules.schedule = api::LimitSchedule{.from = 8h, .until = 22h + 30min, .days = {1, 5}};
    rules.queue.seeds = 3;
    rules.goal = {.ratio = 2.5, .time = 90min, .idle = std::nullopt, .seeds = 2};
    for (auto const& one : setup_rows(rules, true))
        CHECK_MESSAGE(with_setting(rules, *one.setting, one.typed) == rules, one.name);
}

TEST_CASE("setup: an emptied value is as if it were never set") {
    auto const rules = set(set({}, "up", "1M"), "queue.downloads", "9");
    CHECK(rules.limits.up == 1 << 20);
    CHECK(set(rules, "up", "").limits.up == 0);
    CHECK(set(rules, "queue.downloads", "").queue.downloads == 5);
    auto const hours = set(set(rules, "limits.from", "08:00"), "limits.days", "mon,fri");
    CHECK(hours.schedule->days == std::vector{1, 5});
    CHECK(set(hours, "limits.days", "").schedule->days.empty());
    CHECK_FALSE(set(hours, "limits.from", "").schedule);
    CHECK(set(set(hours, "goal.ratio", "2"), "goal.ratio", "") == hours);
}

TEST_CASE("setup: limits that do not hold now are told apart") {
    auto const holds = [](std::string_view name, bool alternative) {
        auto const rows = setup_rows({}, alternative);
        return std::ranges::find(rows, name, &SetupRow::name)->holds;
    };
    CHECK(holds("up", false));
    CHECK_FALSE(holds("up", true));
    CHECK(holds("limits.alternative_up", true));
    CHECK_FALSE(holds("limits.alternative_up", false));
    CHECK(holds("queue.seeds", true));
}

TEST_CASE("setup: a value is edited in its place, the other rules stay as they are") {
    User user{"queue.downloads"};
    user.press("Enter");
    REQUIRE(user.state.setup.edited);
    user.press("^U");
    user.type("8");
    user.press("Enter");
    CHECK_FALSE(user.state.setup.edited);
    CHECK(user.configured().queue.downloads == 8);
    CHECK(user.configured().limits == user.model.snapshot->rules.limits);
}

TEST_CASE("setup: what nobody has set is typed into an empty field") {
    User user{"goal.seeds"};
    user.press("Enter");
    user.type("3");
    user.press("Enter");
    CHECK(user.configured().goal.seeds == 3);
}

TEST_CASE("setup: what is no value is told, and the field stays") {
    User user{"up"};
    user.press("Enter");
    user.type("x");
    user.press("Enter");
    CHECK(user.effects.requests.empty());
    CHECK(user.state.setup.edited);
    CHECK_FALSE(user.state.setup.complaint.empty());
    user.press("Esc");
    CHECK_FALSE(user.state.setup.edited);
    CHECK(user.state.setup.complaint.empty());
    CHECK(user.state.where == Where::setup);
}

TEST_CASE("setup: a switch is thrown at once") {
    User user{"limits.alternative_on"};
    user.press(" ");
    CHECK(user.configured().alternative_on);
    CHECK_FALSE(user.state.setup.edited);
}

TEST_CASE("setup: what is typed goes with its screen") {
    User user{"queue.downloads"};
    user.press("Enter");
    user.state.where = Where::list;
    user.state = reconcile(std::move(user.state), user.model);
    user.type("4");
    CHECK_FALSE(user.state.setup.edited);
}

TEST_CASE("setup: rules that change meanwhile are kept, but for the one that is set") {
    User user{"queue.downloads"};
    user.press("Enter");
    user.press("^U");
    user.type("8");
    auto next = std::make_shared<api::Snapshot>(*user.model.snapshot);
    next->rules.limits.up = 7 << 10; // by another face
    user.model.snapshot = next;
    user.press("Enter");
    CHECK(user.configured().queue.downloads == 8);
    CHECK(user.configured().limits.up == 7 << 10);
}

TEST_CASE("setup: every setting can be reached, edited and left, on every size") {
    for (auto const size : {term::Size{1, 1}, term::Size{40, 10}, term::Size{99, 11}}) {
        User user{"up"};
        user.state.size = size;
        auto const count = setup_rows(user.model.snapshot->rules, false).size();
        for (std::size_t i = 0; i < count; ++i) {
            user.press("Enter");
            user.press(term::Input{"Paste", "\x1b[31m\u202e99999999999999999999"});
            user.press("Enter");
            CHECK(user.screen().find('\x1b') == std::string::npos);
            user.press("Esc");
            user.press("4"); // if that left it
            user.type("j");
        }
        CHECK(user.state.setup.scroll.cursor + 1 == count);
    }
}

TEST_CASE("setup: what only a command line has is not told") {
    for (auto const& row : setup_rows(api::SessionRules{}, false)) {
        CHECK_MESSAGE(row.words.find("(repeat") == std::string::npos, row.words);
        CHECK_MESSAGE(row.words.find("default:") == std::string::npos, row.words);
        if (row.name == "limits.days")
            CHECK(row.words == "on these days, such as mon; by default all");
    }
}
