#pragma once

#include "ui-cli/tui/net/net_rows.hpp"
#include "ui-cli/tui/view_state.hpp"

namespace shoal::tui {

/// Narrower screens show one column at a time, as two pages.
inline constexpr int least_for_two_columns = 100;

struct NetColumns {
    NetRows left;
    NetRows right; ///< none on a narrow screen
};

/// The Net screen as rows; what of it is on the screen `state.net.top` tells.
[[nodiscard]] NetColumns net_columns(Model const& model, ViewState const& state,
                                     term::Charset charset);

/// Where the right column begins.
[[nodiscard]] int right_column(int columns);

/// How far it can be scrolled.
[[nodiscard]] std::size_t last_net_top(Model const& model, ViewState const& state);

/// Those that the user did not put aside.
[[nodiscard]] std::vector<NetAlarm> shown_alarms(Model const& model, ViewState const& state);

} // namespace shoal::tui
