#include "ui-cli/tui/keys/action_names.hpp"

#include <algorithm>

namespace shoal::tui {
namespace {

struct Named {
    Action action;
    std::string_view name;
};

constexpr std::array names{
    Named{Action::move_up, "move_up"},
    Named{Action::move_down, "move_down"},
    Named{Action::move_left, "move_left"},
    Named{Action::move_right, "move_right"},
    Named{Action::half_page_up, "half_page_up"},
    Named{Action::half_page_down, "half_page_down"},
    Named{Action::page_up, "page_up"},
    Named{Action::page_down, "page_down"},
    Named{Action::first, "first"},
    Named{Action::last, "last"},
    Named{Action::open, "open"},
    Named{Action::back, "back"},
    Named{Action::show_torrents, "show_torrents"},
    Named{Action::show_log, "show_log"},
    Named{Action::show_net, "show_net"},
    Named{Action::show_setup, "show_setup"},
    Named{Action::show_overview, "show_overview"},
    Named{Action::show_files, "show_files"},
    Named{Action::show_peers, "show_peers"},
    Named{Action::show_pieces, "show_pieces"},
    Named{Action::show_trackers, "show_trackers"},
    Named{Action::next_tab, "next_tab"},
    Named{Action::previous_tab, "previous_tab"},
    Named{Action::next_torrent, "next_torrent"},
    Named{Action::previous_torrent, "previous_torrent"},
    Named{Action::filter, "filter"},
    Named{Action::search, "search"},
    Named{Action::next_match, "next_match"},
    Named{Action::previous_match, "previous_match"},
    Named{Action::toggle_graph, "toggle_graph"},
    Named{Action::group, "group"},
    Named{Action::worst, "worst"},
    Named{Action::zoom_in, "zoom_in"},
    Named{Action::zoom_out, "zoom_out"},
    Named{Action::next_sort, "next_sort"},
    Named{Action::previous_sort, "previous_sort"},
    Named{Action::invert_sort, "invert_sort"},
    Named{Action::fold, "fold"},
    Named{Action::fold_all, "fold_all"},
    Named{Action::next_map, "next_map"},
    Named{Action::show_holders, "show_holders"},
    Named{Action::show_peer_pieces, "show_peer_pieces"},
    Named{Action::group_peers, "group_peers"},
    Named{Action::open_alarm, "open_alarm"},
    Named{Action::hide_alarm, "hide_alarm"},
    Named{Action::turn_page, "turn_page"},
    Named{Action::next_level, "next_level"},
    Named{Action::this_torrent, "this_torrent"},
    Named{Action::mark, "mark"},
    Named{Action::mark_range, "mark_range"},
    Named{Action::mark_all, "mark_all"},
    Named{Action::invert_marks, "invert_marks"},
    Named{Action::add, "add"},
    Named{Action::create, "create"},
    Named{Action::pause, "pause"},
    Named{Action::pause_all, "pause_all"},
    Named{Action::remove, "remove"},
    Named{Action::remove_data, "remove_data"},
    Named{Action::recheck, "recheck"},
    Named{Action::announce, "announce"},
    Named{Action::add_sources, "add_sources"},
    Named{Action::queue_up, "queue_up"},
    Named{Action::queue_down, "queue_down"},
    Named{Action::queue_top, "queue_top"},
    Named{Action::queue_bottom, "queue_bottom"},
    Named{Action::torrent_limits, "torrent_limits"},
    Named{Action::move_files, "move_files"},
    Named{Action::set_goal, "set_goal"},
    Named{Action::session_limits, "session_limits"},
    Named{Action::alternative_limits, "alternative_limits"},
    Named{Action::copy_magnet, "copy_magnet"},
    Named{Action::copy_line, "copy_line"},
    Named{Action::open_line, "open_line"},
    Named{Action::follow, "follow"},
    Named{Action::remark, "remark"},
    Named{Action::resume, "resume"},
    Named{Action::stop, "stop"},
    Named{Action::up_plus_1, "up_plus_1"},
    Named{Action::up_plus_5, "up_plus_5"},
    Named{Action::up_plus_50, "up_plus_50"},
    Named{Action::up_minus_1, "up_minus_1"},
    Named{Action::up_minus_5, "up_minus_5"},
    Named{Action::up_minus_50, "up_minus_50"},
    Named{Action::down_plus_1, "down_plus_1"},
    Named{Action::down_plus_5, "down_plus_5"},
    Named{Action::down_plus_50, "down_plus_50"},
    Named{Action::down_minus_1, "down_minus_1"},
    Named{Action::down_minus_5, "down_minus_5"},
    Named{Action::down_minus_50, "down_minus_50"},
    Named{Action::hang_up, "hang_up"},
    Named{Action::ban, "ban"},
    Named{Action::pin, "pin"},
    Named{Action::check_dht, "check_dht"},
    Named{Action::bans, "bans"},
    Named{Action::raise, "raise"},
    Named{Action::lower, "lower"},
    Named{Action::skip, "skip"},
    Named{Action::low, "low"},
    Named{Action::normal, "normal"},
    Named{Action::high, "high"},
    Named{Action::toggle_wanted, "toggle_wanted"},
    Named{Action::rename_file, "rename_file"},
    Named{Action::change_setting, "change_setting"},
    Named{Action::help, "help"},
    Named{Action::menu, "menu"},
    Named{Action::command, "command"},
    Named{Action::redraw, "redraw"},
    Named{Action::freeze, "freeze"},
    Named{Action::suspend, "suspend"},
    Named{Action::quit, "quit"},
};

} // namespace

std::string_view name_of(Action action) {
    auto const* const found = std::ranges::find(names, action, &Named::action);
    return found == names.end() ? "" : found->name;
}

Action action_named(std::string_view name) {
    auto const* const found = std::ranges::find(names, name, &Named::name);
    return found == names.end() ? Action::none : found->action;
}

std::vector<std::string> action_names() {
    std::vector<std::string> all;
    for (auto const& each : names)
        all.emplace_back(each.name);
    return all;
}

} // namespace shoal::tui
