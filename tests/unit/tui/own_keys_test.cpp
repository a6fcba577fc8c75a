#include "tests/unit/tui/user.hpp"
#include "ui-cli/tui/keys/action_names.hpp"
#include "ui-cli/tui/reduce.hpp"
#include "ui-cli/tui/view.hpp"

#include <doctest/doctest.h>

#include <set>

using namespace shoal;
using namespace shoal::tui;

namespace {

Keymap made(std::vector<api::KeyChoice> const& choices, Preset preset = Preset::standard) {
    auto keymap = Keymap::create(preset, choices);
    REQUIRE_MESSAGE(keymap, keymap.error().what);
    return *std::move(keymap);
}

Error refusal(std::vector<api::KeyChoice> const& choices, Preset preset = Preset::standard) {
    auto const keymap = Keymap::create(preset, choices);
    REQUIRE(!keymap);
    return keymap.error();
}

} // namespace

TEST_CASE("own keys: every action that has a key has a name of its own") {
    std::set<std::string_view> names;
    for (auto const preset : {Preset::standard, Preset::rtorrent})
        for (auto const& binding : key_table(preset)) {
            auto const name = name_of(binding.action);
            CHECK_MESSAGE(action_named(name) == binding.action, binding.words);
            names.insert(name);
        }
    CHECK(!names.contains(""));
    CHECK(action_named("nothing of the kind") == Action::none);
}

TEST_CASE("own keys: an action is on the keys that were chosen, and on no others") {
    auto const keymap = made({{"pause", "F11 ^P", "c:1"}});
    CHECK(action_of(list_scope, "F11", keymap) == Action::pause);
    CHECK(action_of(overview_scope, "^P", keymap) == Action::pause);
    CHECK(action_of(list_scope, "p", keymap) == Action::none);
    CHECK(key_for(Action::pause, list_scope, keymap) == "F11");
    CHECK(action_of(list_scope, "r", keymap) == Action::remove);
}

TEST_CASE("own keys: two actions can change places") {
    auto const keymap = made({{"pause", "r", "c:1"}, {"remove", "p", "c:2"}});
    CHECK(action_of(list_scope, "r", keymap) == Action::pause);
    CHECK(action_of(list_scope, "p", keymap) == Action::remove);
}

TEST_CASE("own keys: no keys take an action away") {
    auto const keymap = made({{"ban", "", "c:1"}});
    CHECK(action_of(peers_scope, "B", keymap) == Action::none);
    CHECK(key_for(Action::ban, peers_scope, keymap).empty());
}

TEST_CASE("own keys: what only rtorrent's have keys for can have some beside ours") {
    CHECK(action_of(list_scope, "^S", made({{"resume", "^S", "c:1"}})) == Action::resume);
}

TEST_CASE("own keys: they go before a preset's, whichever it is") {
    auto const keymap = made({{"stop", "F11", "c:1"}}, Preset::rtorrent);
    CHECK(action_of(list_scope, "F11", keymap) == Action::stop);
    CHECK(action_of(list_scope, "^D", keymap) == Action::none);
    CHECK(action_of(list_scope, "^S", keymap) == Action::resume);
}

TEST_CASE("own keys: a key that does something else there is refused, and the line is named") {
    auto const error = refusal({{"freeze", "F8", "c:1"}, {"pause", "r", "c:2"}});
    CHECK(error.where == "c:2");
    CHECK(error.what ==
          "keys.pause: 'r' does 'remove' on the same screen; give that other keys, too");
    CHECK(refusal({{"help", "p", "c:3"}}).where == "c:3");
    // Elsewhere they do no harm to each other.
    CHECK(action_of(files_scope, "b", made({{"rename_file", "b", "c:1"}})) == Action::rename_file);
}

TEST_CASE("own keys: one that is given twice is refused, and where it was given is told") {
    CHECK(refusal({{"pause", "x x", "c:1"}}).what == "keys.pause: 'x' stands there twice");
    CHECK(refusal({{"pause", "x x", "c:1"}}).where == "c:1");
    auto const error = refusal({{"pause", "F11", "c:1"}, {"remove", "F11", "c:2"}});
    auto const told = error.what + error.where;
    for (auto const* const part : {"pause", "remove", "c:1", "c:2"})
        CHECK_MESSAGE(told.find(part) != std::string::npos, told);
}

TEST_CASE("own keys: what the screens tell to press are the keys there are") {
    test::User user;
    user.state.size = {80, 24};
    user.state.list.cursor = test::demo_open;
    user.state.keymap = made({{"check_dht", "F11", "c:1"},
                              {"turn_page", "F12", "c:2"},
                              {"back", "F8", "c:3"},
                              {"freeze", "", "c:4"},
                              {"announce", "^N", "c:5"},
                              {"pause", "^P", "c:6"},
                              {"queue_up", "^K", "c:7"},
                              {"change_setting", "^E", "c:8"},
                              {"open_line", "^O", "c:9"},
                              {"show_holders", "^G", "c:10"}});
    auto const shows = [&](std::string_view text) {
        return user.screen().find(text) != std::string::npos;
    };
    user.press("2");
    CHECK(shows("F11 looks an id up"));
    CHECK(shows("F12 turns"));
    user.press("F12");
    CHECK(shows("F12 goes on"));
    user.press("4");
    CHECK(shows("^E changes it"));
    user.press("3");
    user.state.size = {200, 60};
    CHECK(shows("[^O]"));
    user.state.size = {80, 24};
    user.press("F8");
    user.state.list.cursor = 8;
    CHECK(shows("paused; ^P goes on"));
    user.state.list.cursor = 9;
    CHECK(shows("place 1; ^K moves it up"));
    user.state.list.cursor = 7;
    CHECK(shows("the device; ^P tries again"));
    user.state.list.cursor = 12;
    CHECK(shows("^N asks again now"));
    user.state.list.cursor = test::demo_open;
    user.press("Enter");
    user.press("c");
    user.press("^G");
    CHECK(shows("^G goes to the peer, F8 back"));
    user.press("e");
    user.press("Enter");
    CHECK(shows("[F8] back"));
}

TEST_CASE("own keys: names and keys that there are not are refused") {
    CHECK(refusal({{"puase", "p", "c:7"}}).what ==
          "there is no action 'puase'; did you mean 'pause'?");
    CHECK(refusal({{"puase", "p", "c:7"}}).where == "c:7");
    for (auto const* const key : {"F13", "pp", "^I", "Strg", "^"}) {
        bool const is_character = std::string_view{key} == "^";
        CHECK_MESSAGE(
            Keymap::create({}, std::vector<api::KeyChoice>{{"pause", key, ""}}).has_value() ==
                is_character,
            key);
    }
    CHECK(Keymap::create({}, std::vector<api::KeyChoice>{{"pause", "é", ""}}));
}

TEST_CASE("own keys: nobody can be locked in") {
    for (auto const* const action : {"help", "back", "quit"})
        CHECK(refusal({{action, "", "c:1"}}).what.ends_with("this must have a key"));
}

TEST_CASE("own keys: the screens are named with them, wherever one is") {
    test::User user;
    user.state.size = {120, 36};
    user.state.keymap = made({{"show_log", "5", "c:1"}, {"show_torrents", "0", "c:2"}});
    CHECK(user.screen().find("[0 Torrents]   2 Net    5 Log    4 Setup") != std::string::npos);
    user.press("5");
    CHECK(user.screen().find(" 0 Torrents    2 Net   [5 Log]   4 Setup") != std::string::npos);
}

TEST_CASE("own keys: they reach what they are for, and the bar tells them") {
    ViewState state;
    state.keymap = made({{"help", "F12", "c:1"}});
    auto const step = reduce(std::move(state), {"F12"}, Model{});
    CHECK(std::holds_alternative<HelpDialog>(step.state.dialog));
}

TEST_CASE("own keys: screens and tabs are named by them, and a click presses them") {
    test::User user;
    user.state.size = {120, 36};
    user.state.keymap = made({{"show_log", "F11", "c:1"}, {"show_net", "", "c:2"}});
    CHECK(user.screen().find("[1 Torrents]   Net    F11 Log    4 Setup") != std::string::npos);
    user.state.keymap = made({{"show_peers", "F12", "c:1"}});
    user.press("Enter");
    CHECK(user.screen().find("F12 Peers") != std::string::npos);
    auto const frame = render(user.model, user.state, {});
    auto const* const hit = frame.hit({1, 30});
    REQUIRE(hit);
    CHECK(hit->key == "F12");
}

TEST_CASE("own keys: what has no key is not told as if it had one") {
    test::User user;
    user.state.size = {120, 36};
    user.state.list.cursor = test::demo_open;
    user.state.keymap = made({{"worst", "", "c:1"},
                              {"announce", "", "c:2"},
                              {"group_peers", "", "c:3"},
                              {"next_map", "", "c:4"},
                              {"zoom_in", "", "c:5"},
                              {"copy_magnet", "", "c:6"},
                              {"next_level", "", "c:7"}});
    for (std::string const key : {"", "Enter", "e", "c", "q", "3"}) {
        if (!key.empty())
            user.press(key);
        CHECK_MESSAGE(user.screen().find("[]") == std::string::npos, user.screen());
    }
}
