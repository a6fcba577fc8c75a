#pragma once

#include "tests/unit/tui/demo_swarm.hpp"
#include "ui-cli/tui/reduce.hpp"

#include <functional>

namespace shoal::test {

/// What no key brings about.
using Arrange = std::function<void(tui::ViewState&)>;

/// Compares what keys lead to, from the list with its cursor on `demo_open`, with the golden file
/// of this name: five sizes, each with colours and without, in blocks and in ASCII.
void check_screens(std::string const& name, std::vector<std::string> const& keys,
                   tui::Model const& model = demo_model(), Arrange const& arrange = {});

} // namespace shoal::test
