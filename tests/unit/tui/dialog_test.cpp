#include "tests/unit/tui/user.hpp"
#include "ui-cli/tui/draw/layout.hpp"

#include <doctest/doctest.h>

using namespace shoal;
using namespace shoal::tui;
using test::User;

TEST_CASE("dialog: a magnet that is pasted opens the dialog that adds it") {
    User user;
    user.press(term::Input{"Paste", "  magnet:?xt=urn:btih:abc&dn=x\n"});
    REQUIRE(is_open(user.state.dialog));
    user.press("Enter");
    CHECK(user.sent<api::Add>().source == "magnet:?xt=urn:btih:abc&dn=x");
    CHECK(user.sent<api::Add>().dir == "/home/me");
}

TEST_CASE("dialog: other text that is pasted does nothing but say so") {
    User user;
    user.press(term::Input{"Paste", "RRyes\n"});
    CHECK_FALSE(is_open(user.state.dialog));
    CHECK_FALSE(user.state.notice.text.empty());
}

TEST_CASE("dialog: adding takes a path from where the user is, and options") {
    User user;
    user.type("a~/x.torrent");
    user.press("Tab");
    user.press("^U");
    user.type("films");
    user.press("Tab");
    user.press("Tab");
    user.type(" ");
    user.press("Enter");
    auto const& add = user.sent<api::Add>();
    CHECK(add.source == "/home/me/x.torrent");
    CHECK(add.dir == "/home/me/films");
    CHECK(add.paused);
    CHECK_FALSE(add.sequential);
}

TEST_CASE("dialog: the session says itself where torrents go, unless the user does") {
    User user;
    auto snapshot = std::make_shared<api::Snapshot>(*user.model.snapshot);
    snapshot->dir = "/srv/in";
    user.model.snapshot = snapshot;
    user.type("ax.torrent");
    CHECK(user.screen().find("/srv/in") != std::string::npos);
    user.press("Enter");
    CHECK(user.sent<api::Add>().dir.empty());
}

TEST_CASE("dialog: adding nothing is told, not done") {
    User user;
    user.type("a");
    user.press("Enter");
    CHECK(user.requests.empty());
    CHECK(is_open(user.state.dialog));
}

TEST_CASE("dialog: limits of the session keep its other rules") {
    User user;
    user.type("d3M");
    user.press("Enter");
    auto const& rules = user.sent<api::Configure>().rules;
    CHECK(rules.limits.down == 3 << 20);
    CHECK(rules.limits.up == 10 << 20);
    CHECK(rules.alternative == user.model.snapshot->rules.alternative);
}

TEST_CASE("dialog: a limit that is no rate is told, and the dialog stays") {
    User user;
    user.type("dmuch");
    user.press("Enter");
    CHECK(user.requests.empty());
    CHECK(is_open(user.state.dialog));
}

TEST_CASE("dialog: a torrent is made of what is named, beside where one is") {
    User user;
    user.type("C");
    user.press("Enter");
    CHECK_FALSE(user.effects.create);
    user.type("tapes/");
    user.press("Tab");
    user.type("udp://a http://b");
    user.press("Enter");
    REQUIRE(user.effects.create);
    CHECK(user.effects.create->paths == std::vector<fs::path>{"/home/me/tapes"});
    CHECK(user.effects.create->trackers ==
          std::vector<std::vector<std::string>>{{"udp://a"}, {"http://b"}});
}

TEST_CASE("dialog: a magnet whose files are to be chosen waits for that; a .torrent is paused") {
    User user;
    user.press(term::Input{"Paste", "magnet:?xt=urn:btih:abc"});
    for (int i = 0; i < 2; ++i)
        user.press("Tab");
    user.type(" ");
    user.press("Enter");
    CHECK(user.sent<api::Add>().pick_files);
    CHECK_FALSE(user.sent<api::Add>().paused);
}

TEST_CASE("dialog: a .torrent is made in the format and with the web seeds that were chosen") {
    User user;
    user.type("Cx");
    for (auto const* const key : {"Tab", "Tab"})
        user.press(key);
    user.type("http://a http://b");
    user.press("Tab");
    user.type("  "); // v1, v1 + v2, v2 only
    user.press("Enter");
    REQUIRE(user.effects.create);
    CHECK(user.effects.create->format == api::Format::v2);
    CHECK(user.effects.create->web_seeds == std::vector<std::string>{"http://a", "http://b"});
    CHECK(user.effects.create->trackers.empty());
}

TEST_CASE("dialog: how to leave it is told on the smallest screen") {
    for (auto const* const key : {"a", "C", "d", "D", "r", "R", "q", "F9"}) {
        User user;
        user.model.can_leave_behind = true;
        user.state.size = least_size;
        user.press(key);
        REQUIRE(is_open(user.state.dialog));
        CHECK_MESSAGE(user.screen().find(" Esc ") != std::string::npos, key, user.screen());
        user.press("Esc");
        CHECK_FALSE(is_open(user.state.dialog));
    }
}

TEST_CASE("dialog: help and what a command printed do not scroll past their ends") {
    for (auto const size : {term::Size{80, 24}, least_size, term::Size{1, 1}}) {
        User user;
        user.state.size = size;
        user.press("F1");
        for (int i = 0; i < 50; ++i)
            user.press("PgDn");
        auto const end = std::get<HelpDialog>(user.state.dialog).top;
        user.press("k");
        CHECK(std::get<HelpDialog>(user.state.dialog).top + 1 == end);
        user.state.dialog = ReportDialog{"list", std::vector<std::string>(30, "line")};
        for (int i = 0; i < 50; ++i)
            user.press("PgDn");
        user.press("k");
        auto const page = static_cast<std::size_t>(std::max(1, size.rows - 2));
        CHECK(std::get<ReportDialog>(user.state.dialog).top + 1 + page == 30);
    }
}

TEST_CASE("limits: who switches to the others is told what holds then") {
    User user;
    user.type("t");
    REQUIRE(user.requests.size() == 1);
    CHECK(user.requests[0].done == "alternative limits on: down 2.0M/s, up 500K/s");
    auto next = std::make_shared<api::Snapshot>(*user.model.snapshot);
    next->rules.alternative_on = true;
    user.model.snapshot = std::move(next);
    user.type("t");
    CHECK(user.requests[1].done == "alternative limits off: down none, up 10.0M/s");
}
