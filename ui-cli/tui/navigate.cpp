#include "ui-cli/tui/navigate.hpp"

#include "ui-cli/tui/dialogs/dialog_keys.hpp"
#include "ui-cli/tui/draw/layout.hpp"
#include "ui-cli/tui/files/file_actions.hpp"
#include "ui-cli/tui/log/log_lines.hpp"
#include "ui-cli/tui/net/net_columns.hpp"
#include "ui-cli/tui/peers/peer_groups.hpp"
#include "ui-cli/tui/pieces/holders.hpp"
#include "ui-cli/tui/pieces/pieces_actions.hpp"
#include "ui-cli/tui/setup/setup_rows.hpp"
#include "ui-cli/tui/sources/web_seeds.hpp"

#include <algorithm>
#include <limits>

namespace shoal::tui {
namespace {

constexpr auto quiet_time = 1h;

constexpr auto far = std::numeric_limits<std::ptrdiff_t>::max() / 2;

/// How far an action moves a cursor where so many rows are on the screen.
std::ptrdiff_t distance(Action action, int page) {
    switch (action) {
    case Action::move_up:
        return -1;
    case Action::move_down:
        return 1;
    case Action::half_page_up:
        return -std::max(1, page / 2);
    case Action::half_page_down:
        return std::max(1, page / 2);
    case Action::page_up:
        return -page;
    case Action::page_down:
        return page;
    case Action::first:
        return -far;
    case Action::last:
        return far;
    default:
        return 0;
    }
}

std::size_t index_of(Torrents const& torrents, api::TorrentId id) {
    auto const found =
        std::ranges::find(torrents, id, [](auto const& torrent) { return torrent->id; });
    return static_cast<std::size_t>(found - torrents.begin());
}

/// A scrolled list of the screen that is shown; `rows` counts its lines.
struct Shown {
    Scroll* scroll = nullptr;
    std::size_t rows = 0;
    int page = 1;
};

Shown shown_holders(ViewState& state, Model const& model) {
    auto& pane = *state.detail.holders;
    auto const* const holders = holders_of(model.details, pane);
    return {&pane.scroll, holders ? holders->size() : 0, pieces_area(state.size).rows};
}

Shown shown_in_detail(ViewState& state, Model const& model) {
    auto& detail = state.detail;
    auto const& details = model.details;
    switch (detail.tab) {
    case Tab::files:
        return {&detail.files, shown_files(state, model).size(), files_area(state.size).rows};
    case Tab::peers:
        return {&detail.peers, details.peers ? details.peers->size() : 0,
                peers_area(state.size, detail.is_grouped).rows};
    case Tab::pieces:
        return detail.holders ? shown_holders(state, model) : Shown{};
    case Tab::trackers:
        return {&detail.trackers, named_sources(details), named_sources_page(state.size, details)};
    default:
        return {};
    }
}

void move_in_list(ViewState& state, std::ptrdiff_t by, Model const& model) {
    auto const shown = shown_torrents(state, model);
    if (shown.empty() || by == 0)
        return;
    auto& list = state.list;
    list.scroll.cursor = index_of(shown, list.cursor);
    move(list.scroll, by, shown.size());
    list.cursor = shown[list.scroll.cursor]->id;
}

Shown shown_now(ViewState& state, Model const& model) {
    if (state.where == Where::log)
        return {&state.log.scroll, shown_lines(model, state.log).size(), log_area(state.size).rows};
    if (state.where == Where::setup)
        return {&state.setup.scroll, setup_rows(model.snapshot->rules, false).size(),
                setup_area(state.size).rows};
    return state.where == Where::detail ? shown_in_detail(state, model) : Shown{};
}

void move_net(ViewState& state, std::ptrdiff_t by, Model const& model) {
    auto const last = static_cast<std::ptrdiff_t>(last_net_top(model, state));
    auto const to = static_cast<std::ptrdiff_t>(state.net.top) + by;
    state.net.top = static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(to, 0, last));
}

bool shows_map(ViewState const& state) {
    return state.where == Where::detail && state.detail.tab == Tab::pieces && !state.detail.holders;
}

void move_by(ViewState& state, std::ptrdiff_t by, Model const& model) {
    if (state.where == Where::list)
        return move_in_list(state, by, model);
    if (shows_map(state))
        return move_on_map(state, by, 0, model);
    if (state.where == Where::net)
        return move_net(state, by, model);
    auto const shown = shown_now(state, model);
    if (!shown.scroll || by == 0)
        return;
    move(*shown.scroll, by, shown.rows);
    if (state.where == Where::detail && state.detail.tab == Tab::files && shown.rows > 0)
        state.detail.file = shown_files(state, model)[shown.scroll->cursor].path;
    if (state.where == Where::detail && state.detail.tab == Tab::pieces)
        hold_holder(*state.detail.holders, model.details);
    if (state.where == Where::log)
        state.log.follows = state.log.scroll.cursor + 1 >= shown.rows;
    if (state.where == Where::detail && state.detail.tab == Tab::peers && shown.rows > 0)
        state.detail.peer =
            ordered_peers(*model.details.peers, state.detail.is_grouped)[shown.scroll->cursor]
                .endpoint;
}

void move_cursor(ViewState& state, Action action, Model const& model) {
    int const page = state.where == Where::list
                         ? list_layout(state.size, !state.list.hides_graph).body.rows
                     : shows_map(state) ? pieces_area(state.size).rows
                                        : shown_now(state, model).page;
    move_by(state, distance(action, page), model);
}

void sort_by(Order& order, SortKey key) {
    order = {key, order.key == key && !order.inverted, order.grouping};
}

void go_to_row(ViewState& state, std::size_t row, Model const& model) {
    bool const is_here = row == cursor_row(state, model);
    if (is_here && state.where == Where::list && state.list.cursor != 0)
        return open_torrent(state, state.list.cursor);
    move_to_row(state, row, model);
}

void go_to_neighbour(ViewState& state, std::ptrdiff_t by, Model const& model) {
    auto const shown = shown_torrents(state, model);
    if (index_of(shown, state.detail.id) < shown.size())
        state.list.cursor = state.detail.id; // which may have gone to a newcomer
    move_in_list(state, by, model);
    if (state.list.cursor != 0)
        open_torrent(state, state.list.cursor);
}

void turn_tab(DetailState& detail, int by) {
    detail.tab = static_cast<Tab>((static_cast<int>(detail.tab) + tab_count + by) % tab_count);
}

/// A narrow Net has two pages; behind them lies the log.
void turn_page(ViewState& state) {
    state.net.top = 0;
    bool const has_more = state.size.columns < least_for_two_columns && !state.net.on_second_page;
    if (has_more)
        state.net.on_second_page = true;
    else
        state.where = Where::log;
}

void go(ViewState& state, Action action, Model const& model) {
    switch (action) {
    case Action::open:
        return state.list.cursor != 0 ? open_torrent(state, state.list.cursor) : void();
    case Action::show_torrents:
        state.where = Where::list;
        return;
    case Action::show_log:
        state.where = Where::log;
        return;
    case Action::show_net:
        state.where = Where::net;
        state.net.top = 0;
        state.net.on_second_page = false;
        return;
    case Action::show_setup:
        state.where = Where::setup;
        return;
    case Action::turn_page:
        return turn_page(state);
    case Action::hide_alarm:
        state.net.quiet_until = model.wall + quiet_time;
        return;
    case Action::show_overview:
        state.detail.tab = Tab::overview;
        return;
    case Action::show_files:
        state.detail.tab = Tab::files;
        return;
    case Action::show_peers:
        state.detail.tab = Tab::peers;
        return;
    case Action::show_pieces:
        state.detail.tab = Tab::pieces;
        return;
    case Action::show_trackers:
        state.detail.tab = Tab::trackers;
        return;
    case Action::next_tab:
        return turn_tab(state.detail, 1);
    case Action::previous_tab:
        return turn_tab(state.detail, -1);
    case Action::next_torrent:
        return go_to_neighbour(state, 1, model);
    case Action::previous_torrent:
        return go_to_neighbour(state, -1, model);
    default:
        return;
    }
}

void reconcile_list(ViewState& state, Model const& model) {
    auto& list = state.list;
    std::erase_if(list.marks,
                  [&](api::TorrentId id) { return api::find(*model.snapshot, id) == nullptr; });
    auto const shown = shown_torrents(state, model);
    auto const index = index_of(shown, list.cursor);
    if (index < shown.size())
        list.scroll.cursor = index;
    auto const page =
        static_cast<std::size_t>(list_layout(state.size, !state.list.hides_graph).body.rows);
    keep_within(list.scroll, shown.size(), page);
    // Headings take rows, so that the cursor may be below the last one.
    auto& [cursor, top] = list.scroll;
    while (top < cursor && cursor >= top + fitting(shown, list.order.grouping, top, page))
        ++top;
    list.cursor = shown.empty() ? 0 : shown[list.scroll.cursor]->id;
}

/// The cursor stays on its peer, wherever that moves; when it has left, on who came in its place.
void follow_peer(DetailState& detail, std::vector<api::PeerView> const& peers) {
    auto const sorted = ordered_peers(peers, detail.is_grouped);
    if (sorted.empty())
        return;
    auto const found = std::ranges::find(sorted, detail.peer, &api::PeerView::endpoint);
    if (found != sorted.end())
        detail.peers.cursor = static_cast<std::size_t>(found - sorted.begin());
    else
        detail.peer = sorted[std::min(detail.peers.cursor, sorted.size() - 1)].endpoint;
}

void reconcile_detail(ViewState& state, Model const& model) {
    if (state.where == Where::detail && !api::find(*model.snapshot, state.detail.id)) {
        state.where = Where::list;
        return;
    }
    bool const is_ours = model.details.id == state.detail.id;
    if (state.detail.tab == Tab::files && is_ours && model.details.files)
        return keep_on_file(state, model);
    if (state.detail.tab == Tab::peers && is_ours && model.details.peers)
        follow_peer(state.detail, *model.details.peers);
    if (state.detail.tab == Tab::pieces && is_ours && state.detail.holders)
        follow_holder(*state.detail.holders, model.details);
    if (auto const shown = shown_in_detail(state, model); shown.scroll)
        keep_within(*shown.scroll, shown.rows, static_cast<std::size_t>(shown.page));
}

void reconcile_log(ViewState& state, Model const& model) {
    auto& log = state.log;
    auto const lines = shown_lines(model, log).size();
    if (log.follows && lines > 0)
        log.scroll.cursor = lines - 1;
    keep_within(log.scroll, lines, static_cast<std::size_t>(log_area(state.size).rows));
}

void reconcile_setup(ViewState& state, Model const& model) {
    auto const shown = shown_now(state, model);
    keep_within(*shown.scroll, shown.rows, static_cast<std::size_t>(shown.page));
}

/// What keys were typed into is gone when its screen is.
void end_typing_elsewhere(ViewState& state) {
    auto const scope = scope_of(state);
    if (state.where != Where::list)
        state.list.is_filtering = false;
    if (state.where != Where::setup)
        state.setup.edited.reset();
    if (state.search.scope != scope)
        state.search.is_typing = false;
    if (state.prompt && (state.prompt->scope & scope) == 0)
        state.prompt.reset();
    if (auto const* const menu = std::get_if<MenuDialog>(&state.dialog);
        menu && menu->scope != scope)
        state.dialog = NoDialog{};
}

} // namespace

void navigate(ViewState& state, Action action, Model const& model) {
    move_cursor(state, action, model);
    go(state, action, model);
    if (action == Action::show_pieces || state.detail.tab != Tab::pieces)
        leave_map_parts(state.detail);
}

void open_torrent(ViewState& state, api::TorrentId id) {
    auto const tab = state.detail.tab;
    if (state.detail.id != id)
        state.detail = {.id = id, .tab = tab};
    state.list.cursor = id; // where one comes back to
    state.where = Where::detail;
}

std::size_t cursor_row(ViewState const& state, Model const& model) {
    if (state.where == Where::list)
        return state.list.scroll.cursor;
    auto at = state; // a scroll is found in a state that could be changed
    auto const shown = shown_now(at, model);
    return shown.scroll ? shown.scroll->cursor : 0;
}

void move_to_row(ViewState& state, std::size_t row, Model const& model) {
    auto const from = cursor_row(state, model);
    move_by(state, static_cast<std::ptrdiff_t>(row) - static_cast<std::ptrdiff_t>(from), model);
}

bool point(ViewState& state, term::Input const& input, Model const& model) {
    constexpr std::ptrdiff_t wheel_rows = 3;
    if (input.key == "Row")
        go_to_row(state, input.number, model);
    else if (input.key == "Cell" && shows_map(state))
        go_to_cell(state,
                   static_cast<std::ptrdiff_t>(input.number) + input.place.column - pieces_left,
                   model);
    else if (input.key == "Head")
        sort_by(state.list.order, static_cast<SortKey>(input.number));
    else if (input.key == "WheelUp")
        move_by(state, -wheel_rows, model);
    else if (input.key == "WheelDown")
        move_by(state, wheel_rows, model);
    else
        return false;
    return true;
}

Torrents shown_torrents(ViewState const& state, Model const& model) {
    return rows(*model.snapshot, state.list.order, state.list.filter.text, model.wall);
}

ViewState reconcile(ViewState state, Model const& model) {
    reconcile_list(state, model);
    reconcile_detail(state, model);
    if (state.where == Where::net)
        state.net.top = std::min(state.net.top, last_net_top(model, state));
    if (state.where == Where::log)
        reconcile_log(state, model);
    if (state.where == Where::setup)
        reconcile_setup(state, model);
    end_typing_elsewhere(state);
    keep_in_text(state);
    return state;
}

} // namespace shoal::tui
