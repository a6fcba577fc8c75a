#pragma once

#include "tests/unit/tui/demo_swarm.hpp"
#include "ui-cli/tui/reduce.hpp"

#include <doctest/doctest.h>

namespace shoal::test {

/// Somebody at the keyboard, before the demo's session.
struct User {
    tui::Model model = demo_model();
    tui::ViewState state = tui::reconcile({}, model);
    std::vector<tui::Request> requests;
    tui::Effects effects; ///< of the last key

    void press(term::Input const& input);

    void press(std::string const& key) { press(term::Input{key}); }

    void type(std::string_view keys);
    /// What a click on a frame's Hit is.
    void click(std::string const& key, std::size_t number = 0);
    /// The session goes on without it.
    void lose(api::TorrentId id);
    /// What the screen shows.
    [[nodiscard]] std::string screen() const;

    template <class Command>
    [[nodiscard]] Command const& sent() const {
        REQUIRE(requests.size() == 1);
        REQUIRE(std::holds_alternative<Command>(requests[0].command));
        return std::get<Command>(requests[0].command);
    }
};

} // namespace shoal::test
