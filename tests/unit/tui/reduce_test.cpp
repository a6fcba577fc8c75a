#include "tests/unit/tui/user.hpp"
#include "ui-cli/tui/draw/layout.hpp"
#include "ui-cli/tui/log/log_lines.hpp"
#include "ui-cli/tui/navigate.hpp"
#include "ui-cli/tui/view.hpp"

#include <doctest/doctest.h>

#include <random>

using namespace shoal;
using namespace shoal::tui;
using test::User;

namespace {

/// Whatever a user does, these hold.
void check_invariants(User const& user) {
    auto const& model = user.model;
    auto const& state = user.state;
    auto const shown = shown_torrents(state, model);
    auto const& list = state.list;
    if (shown.empty())
        CHECK(list.cursor == 0);
    else
        CHECK(shown.at(list.scroll.cursor)->id == list.cursor);
    for (auto const id : list.marks)
        CHECK(api::find(*model.snapshot, id));
    auto const rows = static_cast<std::size_t>(list_layout(state.size).body.rows);
    CHECK(list.scroll.top <= list.scroll.cursor);
    CHECK(list.scroll.cursor < list.scroll.top + rows);
    if (state.where == Where::detail)
        CHECK(api::find(*model.snapshot, state.detail.id));
    auto const frame = render(model, state, {});
    CHECK(frame.size() == state.size);
    if (frame.cursor)
        CHECK(frame.cursor->column < state.size.columns);
}

} // namespace

TEST_CASE("reduce: the cursor stays on its torrent when the order changes") {
    User user;
    user.type("jj");
    auto const id = user.state.list.cursor;
    user.type("ssI");
    CHECK(user.state.list.cursor == id);
    CHECK(user.state.list.order.inverted);
}

TEST_CASE("reduce: when its torrent goes, the cursor takes the one in its place") {
    User user;
    user.type("j");
    CHECK(user.state.list.cursor == 2);
    user.lose(2);
    CHECK(user.state.list.cursor == 3);
}

TEST_CASE("reduce: a range is marked from the last marked one to the cursor, either way") {
    User user;
    user.type("jj jjV"); // the third, then up to the sixth
    CHECK(user.state.list.marks == std::set<api::TorrentId>{3, 4, 5, 6});
    user.type("gV");
    CHECK(user.state.list.marks.size() == 6);
}

TEST_CASE("reduce: a filter that is given up leaves the cursor on its torrent") {
    User user;
    user.type("jj");
    auto const before = user.state.list.cursor;
    user.type("\\zzz");
    CHECK(user.state.list.cursor == 0);
    user.press("Esc");
    CHECK(user.state.list.cursor == before);
}

TEST_CASE("reduce: the filter narrows while it is typed, and Esc undoes it, then the marks") {
    User user;
    user.type(" \\state=seeding");
    CHECK(shown_torrents(user.state, user.model).size() == 2);
    user.press("Enter");
    user.type("j");
    CHECK(user.state.list.cursor == 5);
    user.press("Esc");
    CHECK(user.state.list.filter.text.empty());
    CHECK(user.state.list.marks.size() == 1);
    CHECK(user.state.list.cursor == 5);
    user.press("Esc");
    CHECK(user.state.list.marks.empty());
    user.press("Esc");
    CHECK_FALSE(user.effects.quit);
}

TEST_CASE("reduce: leaving an engine of our own that is at work is asked first") {
    User user;
    user.type("q");
    CHECK_FALSE(user.effects.quit);
    user.type("y");
    CHECK(user.effects.quit);
}

TEST_CASE("reduce: leaving a daemon is not asked") {
    User user;
    user.model.is_own_engine = false;
    user.type("q");
    CHECK(user.effects.quit);
}

TEST_CASE("reduce: the log follows what happens until the user looks back") {
    User user;
    user.type("3");
    CHECK(user.state.log.scroll.cursor + 1 == user.model.log.size());
    user.type("k");
    auto const at = user.state.log.scroll.cursor;
    note(user.model.log, api::Event{});
    user.state = reconcile(user.state, user.model);
    CHECK(user.state.log.scroll.cursor == at);
    user.type("G");
    note(user.model.log, api::Event{.kind = api::EventKind::removed});
    user.state = reconcile(user.state, user.model);
    CHECK(user.state.log.scroll.cursor + 1 == user.model.log.size());
}

TEST_CASE("reduce: a torrent that is gone is not shown in detail") {
    User user;
    user.press("Enter");
    CHECK(user.state.where == Where::detail);
    user.lose(1);
    CHECK(user.state.where == Where::list);
}

TEST_CASE("reduce: whatever is pressed, on whatever size, the invariants hold") {
    static constexpr std::string_view names[] = {
        "Up",  "Down",  "Left",    "Right",     "Home", "End", "PgUp", "PgDn", "Enter", "Esc",
        "Tab", "Paste", "BackTab", "Backspace", "F1",   "F6",  "^D",   "^U",   "^L",    "é"};
    std::mt19937 random{20};
    auto const below = [&](std::size_t count) {
        return random() % count;
    };
    for (int game = 0; game < 30; ++game) {
        User user;
        for (int turn = 0; turn < 120; ++turn) {
            if (below(12) == 0 && !user.model.snapshot->torrents.empty()) {
                auto const& torrents = user.model.snapshot->torrents;
                user.lose(torrents[below(torrents.size())]->id);
            }
            if (below(20) == 0)
                user.state.size = {static_cast<int>(40 + below(90)),
                                   static_cast<int>(10 + below(40))};
            user.state = reconcile(std::move(user.state), user.model);
            auto const choice = below(40 + 95);
            std::string const key = choice < 40
                                        ? std::string{names[choice % std::size(names)]}
                                        : std::string(1, static_cast<char>(' ' + choice - 40));
            user.press({key, key == "Paste" ? "magnet:?xt=\x1b[1mx" : ""});
            check_invariants(user);
        }
    }
}

TEST_CASE("reduce: the log shows what its level and its torrent let through, and copies a line") {
    User user;
    user.type("3");
    CHECK(user.screen().find("level ≥ info [v]") != std::string::npos);
    CHECK(user.screen().find("8 lines") != std::string::npos);
    user.type("v");
    CHECK(user.screen().find("level ≥ note [v]") != std::string::npos);
    CHECK(user.screen().find("6 lines") != std::string::npos);
    user.type("v");
    CHECK(user.screen().find("level ≥ warn [v]") != std::string::npos);
    CHECK(user.screen().find("3 lines") != std::string::npos);
    user.type("y"); // the newest
    CHECK(user.effects.clipboard.find("ERROR broken-mirror.iso: no space left") !=
          std::string::npos);
    user.type("vs"); // of the one at the list's cursor
    CHECK(user.screen().find("scope this torrent [s]") != std::string::npos);
    CHECK(shown_lines(user.model, user.state.log).size() == 1);
    user.type("s");
    CHECK(user.state.log.about == 0);
}

TEST_CASE("reduce: a key that is named is the preset's") {
    User user;
    user.state.keymap = Preset::rtorrent;
    user.press("F8");
    CHECK(user.screen().find("F8 goes on") != std::string::npos);
    user.press("F8");
    user.model.snapshot = std::make_shared<api::Snapshot>();
    user.press("^L");
    CHECK(user.screen().find("Press Insert to add one") != std::string::npos);
}

TEST_CASE("reduce: Enter on a line of the log opens its torrent, if that is here still") {
    User user;
    note(user.model.log, api::Event{.kind = api::EventKind::added, .id = 2});
    user.type("3G");
    user.press("Enter");
    CHECK(user.state.where == Where::detail);
    CHECK(user.state.detail.id == 2);
    note(user.model.log, api::Event{.kind = api::EventKind::removed, .id = 999});
    user.type("q3G");
    user.press("Enter");
    CHECK(user.state.where == Where::log);
    CHECK(user.state.notice.text == "this is about no torrent that is here");
}

TEST_CASE("reduce: every source of peers is told, also those that named nobody") {
    User user;
    user.state.size = {80, 24};
    user.model.details.health->discovery.sources = {{"pex", 3, 6 << 20}};
    user.model.details.health->discovery.overlaps.clear();
    user.state.list.cursor = 2;
    for (auto const* const key : {"Enter", "t"})
        user.press(key);
    auto const screen = user.screen();
    for (auto const* const text : {"3    3   6.0M ███████████   2.0M", "0    0      0 ···········",
                                   "no two sources named eight peers each"})
        CHECK_MESSAGE(screen.find(text) != std::string::npos, text, screen);
}

TEST_CASE("reduce: neighbours are those of the torrent that is shown, however it was opened") {
    User user;
    open_torrent(user.state, 5); // by an alarm
    user.state = reconcile(std::move(user.state), user.model);
    user.type("]");
    CHECK(user.state.detail.id == 6);
    user.type("[[");
    CHECK(user.state.detail.id == 4);
}

TEST_CASE("reduce: a torrent that was just added does not come between neighbours") {
    User user;
    user.press("Enter");
    user.state.list.cursor = 7; // the newcomer
    user.type("]");
    CHECK(user.state.detail.id == 2);
}

TEST_CASE("reduce: what is too small a screen says so as far as it can") {
    User user;
    user.state.size = {20, 3};
    CHECK(user.screen() == "shoal needs 40\ncolumns and 10 rows\nhere\n");
    user.state.size = {1, 1};
    CHECK_FALSE(user.screen().empty());
}

TEST_CASE("reduce: quit, or q, on the command line is as the key that quits") {
    for (auto const* const typed : {":q", ":quit "}) {
        User user;
        user.type(typed);
        user.press("Enter");
        CHECK(user.effects.command.empty());
        CHECK(user.screen().find("are at work") != std::string::npos);
        user.type("y");
        CHECK(user.effects.quit);
    }
}
