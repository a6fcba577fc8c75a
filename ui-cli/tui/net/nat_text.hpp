#pragma once

#include "core/api/figures.hpp"
#include "core/api/snapshot.hpp"
#include "ui-cli/term/style.hpp"

namespace shoal::tui {

struct NatText {
    std::string text;
    term::Role role = term::Role::text;
};

/// What a NAT does to the port that we listen on, and what that means for who wants to reach us.
/// `port`: 0 when there is none. Pure.
[[nodiscard]] NatText nat_text(api::NatFigures const& nat, int port);

/// Of IPv4, for UDP; 0: none.
[[nodiscard]] int listening_port(api::Snapshot const& snapshot);

} // namespace shoal::tui
