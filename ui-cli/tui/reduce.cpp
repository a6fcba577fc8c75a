#include "ui-cli/tui/reduce.hpp"

#include "ui-cli/term/sanitise.hpp"
#include "ui-cli/tui/dialogs/dialog_keys.hpp"
#include "ui-cli/tui/dialogs/menu.hpp"
#include "ui-cli/tui/files/file_actions.hpp"
#include "ui-cli/tui/list/torrent_actions.hpp"
#include "ui-cli/tui/list/worst.hpp"
#include "ui-cli/tui/log/log_lines.hpp"
#include "ui-cli/tui/log/write_log.hpp"
#include "ui-cli/tui/model/course.hpp"
#include "ui-cli/tui/navigate.hpp"
#include "ui-cli/tui/net/net_actions.hpp"
#include "ui-cli/tui/peers/peer_actions.hpp"
#include "ui-cli/tui/pieces/pieces_actions.hpp"
#include "ui-cli/tui/prompt/prompt.hpp"
#include "ui-cli/tui/prompt/quit_word.hpp"
#include "ui-cli/tui/prompt/search.hpp"
#include "ui-cli/tui/setup/setup_keys.hpp"
#include "ui-cli/tui/sources/source_text.hpp"

#include <algorithm>

namespace shoal::tui {
namespace {

void turn_sort(Order& order, int by) {
    auto const next = (static_cast<int>(order.key) + sort_key_count + by) % sort_key_count;
    order.key = static_cast<SortKey>(next);
}

void invert_marks(ListState& list, Torrents const& shown) {
    for (auto const& torrent : shown)
        if (list.marks.erase(torrent->id) == 0)
            list.marks.insert(torrent->id);
}

/// Both ends included; without a beginning only the end.
void mark_range(ListState& list, Torrents const& shown) {
    auto const place = [&](api::TorrentId id) {
        return std::ranges::find(shown, id, [](auto const& torrent) { return torrent->id; });
    };
    auto const here = place(list.cursor);
    auto const from = place(list.last_marked) == shown.end() ? here : place(list.last_marked);
    if (here == shown.end())
        return;
    auto const [first, last] = std::minmax(from, here);
    for (auto torrent = first; torrent <= last; ++torrent)
        list.marks.insert((*torrent)->id);
    list.last_marked = list.cursor;
}

void mark_all(ListState& list, Torrents const& shown) {
    for (auto const& torrent : shown)
        list.marks.insert(torrent->id);
}

void go_to_worst(ViewState& state, Model const& model) {
    auto const worst = worst_in_list(state, model);
    if (worst)
        state.list.cursor = worst->id;
    else
        state.notice = {"no torrent that is shown is badly off", term::Role::text};
}

void change_list(ViewState& state, Action action, Model const& model) {
    auto& list = state.list;
    switch (action) {
    case Action::filter:
        list.is_filtering = true;
        list.filter_began_on = list.cursor;
        return;
    case Action::toggle_graph:
        list.hides_graph = !list.hides_graph;
        return;
    case Action::next_sort:
        return turn_sort(list.order, 1);
    case Action::previous_sort:
        return turn_sort(list.order, -1);
    case Action::group: {
        auto const next = (static_cast<int>(list.order.grouping) + 1) % grouping_count;
        list.order.grouping = static_cast<Grouping>(next);
        return;
    }
    case Action::worst:
        return go_to_worst(state, model);
    case Action::invert_sort:
        list.order.inverted = !list.order.inverted;
        return;
    case Action::mark:
        if (list.cursor != 0 && list.marks.erase(list.cursor) == 0)
            list.marks.insert(list.cursor);
        list.last_marked = list.cursor;
        return navigate(state, Action::move_down, model);
    case Action::mark_range:
        return mark_range(list, shown_torrents(state, model));
    case Action::mark_all:
        return mark_all(list, shown_torrents(state, model));
    case Action::invert_marks:
        return invert_marks(list, shown_torrents(state, model));
    default:
        return;
    }
}

/// The torrent that a line is about, where it shows more of what the line says.
void open_subject(ViewState& state, api::Event const& event, Model const& model) {
    if (!api::find(*model.snapshot, event.id)) {
        state.notice = {"this is about no torrent that is here", term::Role::text};
        return;
    }
    open_torrent(state, event.id);
    if (is_about_pieces(event))
        state.detail.tab = Tab::pieces;
}

void change_log(ViewState& state, Effects& effects, Action action, Model const& model) {
    auto& log = state.log;
    auto const lines = shown_lines(model, log);
    bool const has_line = log.scroll.cursor < lines.size();
    if (action == Action::next_level) {
        log.level = static_cast<LogLevel>((static_cast<int>(log.level) + 1) % log_level_count);
        log.follows = true;
    } else if (action == Action::this_torrent) {
        log.about = log.about == 0 ? state.list.cursor : 0;
        log.follows = true;
    } else if (action == Action::follow) {
        log.follows = !log.follows;
    } else if (action == Action::remark) {
        state.prompt = ask_remark();
    } else if (action == Action::copy_line && has_line) {
        effects.clipboard = term::sanitise(line_text(*lines[log.scroll.cursor]));
        state.notice = {"the line is in the clipboard, if the terminal allows that",
                        term::Role::text};
    } else if (action == Action::open_line && has_line) {
        open_subject(state, lines[log.scroll.cursor]->event, model);
    }
}

/// Out of holders, a peer's map, or marks; false: one is in none of these.
bool leave_part(DetailState& detail) {
    if (detail.tab == Tab::pieces && detail.holders) {
        detail.holders.reset();
        return true;
    }
    if (detail.tab == Tab::pieces && detail.map_of) {
        detail.map_of.reset();
        detail.tab = Tab::peers;
        return true;
    }
    bool const has_marks = detail.tab == Tab::files && !detail.marked.empty();
    if (has_marks)
        detail.marked.clear();
    return has_marks;
}

/// Esc and its like: out of what one is in, one step at a time.
void go_back(ViewState& state, Effects& effects, Model const& model, std::string const& key) {
    auto& list = state.list;
    if (state.where == Where::detail && leave_part(state.detail))
        return;
    if (state.where != Where::list)
        state.where = Where::list;
    else if (!list.filter.text.empty())
        list.filter = {};
    else if (!list.marks.empty())
        list.marks.clear();
    else if (key == "q")
        leave(state, effects, model);
}

/// What concerns the program; false for an action of another kind.
bool command_program(ViewState& state, Effects& effects, Action action, Model const& model) {
    switch (action) {
    case Action::help:
        state.dialog = HelpDialog{};
        return true;
    case Action::menu:
        open_menu(state);
        return true;
    case Action::search:
        begin_search(state, model);
        return true;
    case Action::next_match:
    case Action::previous_match:
        search_again(state, action == Action::next_match, model);
        return true;
    case Action::command:
        open_command_line(state.command, {});
        return true;
    case Action::add:
        open_add(state, {}, model);
        return true;
    case Action::create:
        state.dialog = CreateDialog{};
        return true;
    case Action::session_limits:
        open_session_limits(state, model);
        return true;
    case Action::alternative_limits:
        effects.requests.push_back(toggle_alternative(model));
        return true;
    case Action::freeze:
        state.is_frozen = !state.is_frozen;
        return true;
    case Action::redraw:
        effects.redraw = true;
        return true;
    case Action::suspend:
        effects.suspend = true;
        return true;
    case Action::quit:
        leave(state, effects, model);
        return true;
    default:
        break;
    }
    auto step = step_limit(action, model);
    if (step)
        effects.requests.push_back(*std::move(step));
    return step.has_value();
}

void turn_zoom(ViewState& state, Effects& effects, bool out) {
    auto const last = zooms.size() - 1;
    auto const before =
        std::exchange(state.zoom, out ? std::min(state.zoom + 1, last)
                                      : state.zoom - std::min<std::size_t>(state.zoom, 1));
    effects.ask_anew = state.zoom != before;
}

void act(ViewState& state, Effects& effects, term::Input const& input, Model const& model) {
    auto const action = action_of(scope_of(state), input.key, state.keymap);
    if (action == Action::back)
        return go_back(state, effects, model, input.key);
    if (command_program(state, effects, action, model))
        return;
    navigate(state, action, model);
    if (state.where == Where::list)
        change_list(state, action, model);
    if (state.where == Where::log)
        change_log(state, effects, action, model);
    if (action == Action::zoom_in || action == Action::zoom_out)
        turn_zoom(state, effects, action == Action::zoom_out);
    if (action == Action::change_setting)
        change_setting(state, effects, model);
    if (scope_of(state) == files_scope)
        act_on_files(state, effects, action, model);
    if (scope_of(state) == peers_scope)
        act_on_peer(state, effects, action, model);
    if (state.where == Where::net)
        act_on_net(state, effects, action, model);
    if (scope_of(state) == pieces_scope)
        act_on_pieces(state, action, model);
    if (state.where == Where::list || state.where == Where::detail)
        act_on_torrents(state, effects, action, model);
}

void filter_key(ListState& list, term::Input const& input) {
    auto const& key = input.key;
    bool const is_given_up = key == "Esc" || key == "^C";
    if (is_given_up) {
        list.filter = {};
        list.cursor = list.filter_began_on;
    }
    if (is_given_up || key == "Enter" || key == "Down" || key == "Up" || key == "Tab")
        list.is_filtering = false;
    else
        edit(list.filter, input);
}

void take_paste(ViewState& state, std::string const& pasted, Model const& model) {
    auto source = first_line(pasted);
    if (source_kind(source) == SourceKind::none)
        state.notice = {"what was pasted is no magnet link, .torrent, URL or info-hash",
                        term::Role::warn};
    else
        open_add(state, std::move(source), model);
}

} // namespace

Step reduce(ViewState state, term::Input const& input, Model const& model) {
    Effects effects;
    state.notice = {};
    if (auto const chosen = chosen_in_menu(state.dialog, input)) {
        state.dialog = NoDialog{};
        act(state, effects, {*chosen}, model);
    } else if (is_open(state.dialog))
        dialog_key(state, effects, input, model);
    else if (state.command.is_open) {
        effects.command = command_key(state.command, input, model.commands, *model.snapshot);
        take_write(state, effects, model);
        take_quit(state, effects, model);
    } else if (state.prompt)
        prompt_key(state, effects, input);
    else if (state.where == Where::list && state.list.is_filtering)
        filter_key(state.list, input);
    else if (state.search.is_typing)
        search_key(state, input, model);
    else if (state.where == Where::setup && state.setup.edited)
        setting_key(state, effects, input, model);
    else if (input.key == "Paste")
        take_paste(state, input.paste, model);
    else if (!point(state, input, model))
        act(state, effects, input, model);
    return {reconcile(std::move(state), model), std::move(effects)};
}

} // namespace shoal::tui
