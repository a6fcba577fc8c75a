#include "ui-cli/tui/keymap.hpp"

#include <doctest/doctest.h>

#include <map>

using namespace shoal::tui;

namespace {

constexpr Scope scopes[] = {list_scope,   overview_scope, files_scope, peers_scope,
                            pieces_scope, trackers_scope, log_scope,   net_scope};

} // namespace

TEST_CASE("keymap: a key means one thing on a screen") {
    for (Scope const scope : scopes) {
        std::map<std::string_view, int> uses;
        for (auto const& binding : key_table())
            if ((binding.scopes & scope) != 0)
                for (auto const key : keys_of(binding))
                    CHECK_MESSAGE(++uses[key] == 1, key, " on screen ", int{scope});
    }
}

TEST_CASE("keymap: every screen has help, a way back and a way out") {
    for (Scope const scope : scopes) {
        CHECK(action_of(scope, "?") == Action::help);
        CHECK(action_of(scope, "Esc") == Action::back);
        CHECK(action_of(scope, "^C") == Action::quit);
    }
}

TEST_CASE("keymap: the same key may serve another screen otherwise") {
    CHECK(action_of(list_scope, " ") == Action::mark);
    CHECK(action_of(files_scope, " ") == Action::toggle_wanted);
    CHECK(action_of(list_scope, "0") == Action::none);
    CHECK(action_of(list_scope, "nothing") == Action::none);
}
