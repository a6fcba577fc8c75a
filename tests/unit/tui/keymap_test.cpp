#include "ui-cli/tui/keys/keymap.hpp"
#include "ui-cli/tui/overview/cause_key.hpp"

#include <doctest/doctest.h>

#include <map>

using namespace shoal::tui;

TEST_CASE("keymap: a key means one thing on a screen, whatever the preset") {
    for (auto const preset : {Preset::standard, Preset::rtorrent})
        for (Scope const scope : every_scope) {
            std::map<std::string_view, int> uses;
            for (auto const& binding : key_table(preset))
                if ((binding.scopes & scope) != 0)
                    for (auto const key : keys_of(binding))
                        CHECK_MESSAGE(++uses[key] == 1, key, " on screen ", int{scope});
        }
}

TEST_CASE("keymap: every screen has help, a way back and a way out, whatever the preset") {
    for (auto const preset : {Preset::standard, Preset::rtorrent})
        for (Scope const scope : every_scope) {
            CHECK(action_of(scope, "?", preset) == Action::help);
            CHECK(action_of(scope, "Esc", preset) == Action::back);
            CHECK(action_of(scope, "^C", preset) == Action::quit);
        }
}

TEST_CASE("keymap: rtorrent's keys go before ours, what they displace keeps its other keys") {
    CHECK(action_of(list_scope, "a") == Action::add);
    CHECK(action_of(list_scope, "a", Preset::rtorrent) == Action::up_plus_1);
    CHECK(action_of(list_scope, "Insert", Preset::rtorrent) == Action::add);
    CHECK(action_of(overview_scope, "^D", Preset::rtorrent) == Action::stop);
    CHECK(action_of(pieces_scope, "c", Preset::rtorrent) == Action::show_pieces);
    CHECK(key_for(Action::session_limits, list_scope, Preset::rtorrent) == "u");
}

TEST_CASE("keymap: rtorrent's keys leave nothing of ours without a key, on any screen") {
    for (auto const& binding : key_table())
        for (Scope const scope : every_scope)
            if ((binding.scopes & scope) != 0)
                CHECK_MESSAGE(!key_for(binding.action, scope, Preset::rtorrent).empty(),
                              binding.words, " on screen ", int{scope});
}

TEST_CASE("keymap: rtorrent's throttle keys are the list's, elsewhere ours stay") {
    CHECK(action_of(list_scope, "Z", Preset::rtorrent) == Action::down_minus_1);
    CHECK(action_of(overview_scope, "Z", Preset::rtorrent) == Action::freeze);
    CHECK(action_of(overview_scope, "a", Preset::rtorrent) == Action::add);
    CHECK(action_of(net_scope, "x", Preset::rtorrent) == Action::hide_alarm);
    CHECK(action_of(log_scope, "s", Preset::rtorrent) == Action::this_torrent);
}

TEST_CASE("keymap: the keys against a cause are those of the screen that names it") {
    shoal::api::TorrentView const torrent;
    auto const keys = [&](char const* cause, Scope scope, Preset preset = Preset::standard) {
        return keys_against(cause, torrent, scope, preset);
    };
    CHECK(keys("no_peers", list_scope) == "T");
    CHECK(keys("tracker_refuses", list_scope) == "Enter t"); // t alone switches limits there
    CHECK(keys("tracker_refuses", overview_scope) == "t");
    CHECK(keys("queued", list_scope) == "{");
    CHECK(keys("queued", overview_scope) == "q {");
    CHECK(keys("rate_limited", list_scope, Preset::rtorrent) == "u");
    CHECK(keys("dead", list_scope).empty());
}

TEST_CASE("keymap: the same key may serve another screen otherwise") {
    CHECK(action_of(list_scope, " ") == Action::mark);
    CHECK(action_of(files_scope, " ") == Action::mark);
    CHECK(action_of(list_scope, "0") == Action::none);
    CHECK(action_of(list_scope, "nothing") == Action::none);
}
