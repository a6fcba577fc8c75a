#include "ui-cli/tui/view_state.hpp"

namespace shoal::tui {

Scope scope_of(ViewState const& state) {
    if (state.where == Where::list)
        return list_scope;
    if (state.where == Where::log)
        return log_scope;
    if (state.where == Where::net)
        return net_scope;
    if (state.where == Where::setup)
        return setup_scope;
    switch (state.detail.tab) {
    case Tab::overview:
        return overview_scope;
    case Tab::files:
        return files_scope;
    case Tab::peers:
        return peers_scope;
    case Tab::pieces:
        return pieces_scope;
    case Tab::trackers:
        return trackers_scope;
    }
    return list_scope;
}

bool is_amid_something(ViewState const& state) {
    return is_open(state.dialog) || state.command.is_open || state.list.is_filtering ||
           state.search.is_typing || state.setup.edited || state.prompt;
}

} // namespace shoal::tui
