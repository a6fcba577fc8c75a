#include "ui-cli/tui/keymap.hpp"

#include <doctest/doctest.h>

#include <map>

using namespace shoal::tui;

namespace {

constexpr Scope scopes[] = {list_scope,     overview_scope, files_scope, peers_scope, pieces_scope,
                            trackers_scope, log_scope,      net_scope,   setup_scope};

} // namespace

TEST_CASE("keymap: a key means one thing on a screen, whatever the preset") {
    for (auto const preset : {Preset::standard, Preset::rtorrent})
        for (Scope const scope : scopes) {
            std::map<std::string_view, int> uses;
            for (auto const& binding : key_table(preset))
                if ((binding.scopes & scope) != 0)
                    for (auto const key : keys_of(binding))
                        CHECK_MESSAGE(++uses[key] == 1, key, " on screen ", int{scope});
        }
}

TEST_CASE("keymap: every screen has help, a way back and a way out, whatever the preset") {
    for (auto const preset : {Preset::standard, Preset::rtorrent})
        for (Scope const scope : scopes) {
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
    CHECK(key_for(Action::session_limits, Preset::rtorrent) == "u");
}

TEST_CASE("keymap: the same key may serve another screen otherwise") {
    CHECK(action_of(list_scope, " ") == Action::mark);
    CHECK(action_of(files_scope, " ") == Action::toggle_wanted);
    CHECK(action_of(list_scope, "0") == Action::none);
    CHECK(action_of(list_scope, "nothing") == Action::none);
}
