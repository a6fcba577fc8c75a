#include "ui-cli/tui/keys/keymap.hpp"

#include "core/base/text.hpp"

#include <algorithm>
#include <array>
#include <deque>
#include <map>

namespace shoal::tui {
namespace {

constexpr int detail = overview_scope | files_scope | peers_scope | pieces_scope | trackers_scope;
constexpr int torrents = list_scope | detail;
constexpr int screens = list_scope | log_scope | net_scope | setup_scope;
constexpr int everywhere = torrents | screens;
constexpr int searchable = list_scope | files_scope | log_scope;

constexpr std::array table{
    Binding{everywhere, "F1 ?", Action::help, "all keys of this screen", "Help"},
    Binding{list_scope, "Enter l Right", Action::open, "open the torrent", "Open"},
    Binding{setup_scope, "Enter Space", Action::change_setting, "switch it, or edit its value",
            "Change"},
    Binding{files_scope, "Enter l Right", Action::fold,
            "open or fold the folder; of a file, its pieces on the map", "Open"},
    Binding{files_scope, "Space", Action::mark, "mark, and move down; on a folder all below it",
            "Mark"},
    Binding{files_scope, "0", Action::skip, "skip: do not download what is marked, or else this",
            "Skip"},
    Binding{files_scope, "w", Action::toggle_wanted, "want it, or skip it", "Want"},
    Binding{files_scope, "+ =", Action::raise, "raise the priority", "Raise"},
    Binding{files_scope, "-", Action::lower, "lower the priority", "Lower"},
    Binding{files_scope, "*", Action::fold_all, "open all folders, or fold them", "All"},
    Binding{pieces_scope, "Enter", Action::show_holders, "who has the pieces of the cell",
            "Holders"},
    Binding{pieces_scope, "v", Action::next_map,
            "copies, what is here, what is on its way, or when it came", "View"},
    Binding{peers_scope, "Enter l Right", Action::show_peer_pieces, "the pieces that it has",
            "Its pieces"},
    Binding{peers_scope, "g", Action::group_peers, "by who serves whom, or the fastest first",
            "Group"},
    Binding{peers_scope, "x", Action::hang_up, "hang up on the peer; it may come back", "Hang up"},
    Binding{peers_scope, "B", Action::ban, "ban the peer for a day", "Ban"},
    Binding{peers_scope, "u", Action::pin, "always unchoke the peer, or as it earns it", "Always"},
    Binding{net_scope, "Enter l Right", Action::open_alarm,
            "what the partition watch rests on, and the swarm it is about", "Evidence"},
    Binding{net_scope, "T", Action::check_dht,
            "look an id up in the DHT from three starts, and compare", "Test DHT"},
    Binding{net_scope, "b", Action::bans, "who is banned; let them in again", "Bans"},
    Binding{everywhere, "F9", Action::menu, "a menu of what can be done here", "Menu"},
    Binding{everywhere, "q Esc Backspace", Action::back,
            "back; a filter and marks go first; in the list q quits", "Back"},
    Binding{everywhere, "a Insert", Action::add, "add a torrent; or just paste a magnet", "Add"},
    Binding{torrents, "p", Action::pause, "pause, or go on", "Pause"},
    Binding{torrents, "r", Action::remove, "remove, keeping the data", "Remove"},
    Binding{searchable, "/ F3", Action::search, "go to what has this in it, while you type",
            "Search"},
    Binding{searchable, "n", Action::next_match, "the next that was searched for", ""},
    Binding{searchable, "N", Action::previous_match, "the one before", ""},
    Binding{list_scope, "\\ F4", Action::filter, "filter the list while you type", "Filter"},
    Binding{log_scope | net_scope | setup_scope, "1", Action::show_torrents, "the torrents",
            "Torrents"},
    Binding{list_scope | log_scope | setup_scope, "2", Action::show_net,
            "the net: ports, DHT, sources, bans", "Net"},
    Binding{list_scope | net_scope | setup_scope, "3", Action::show_log, "the log", "Log"},
    Binding{list_scope | log_scope | net_scope, "4 F2", Action::show_setup,
            "the setup: limits, queue, goals", "Setup"},
    Binding{everywhere, ":", Action::command, "a command line, as behind shoal", "Command"},
    Binding{list_scope, "s F6 >", Action::next_sort, "sort by the next column", "Sort"},
    Binding{files_scope, "s F6 >", Action::next_sort,
            "sort as in the torrent, by size, by what is here, or by copies", "Sort"},
    Binding{screens, "C F7", Action::create, "make a .torrent, and seed it", "Create"},
    Binding{list_scope, "F5", Action::group, "by state, by label, or all together", "Group"},
    Binding{list_scope, "w", Action::worst, "to the torrent that is worst off", ""},
    Binding{list_scope | files_scope, "S <", Action::previous_sort, "sort by the previous column",
            ""},
    Binding{list_scope | files_scope, "I", Action::invert_sort, "sort the other way round", ""},
    Binding{list_scope, "#", Action::toggle_graph, "graphs, or more torrents", ""},
    Binding{list_scope, "Space", Action::mark, "mark, and move down", "Mark"},
    Binding{list_scope | files_scope, "V", Action::mark_range,
            "mark from the last marked one to here", ""},
    Binding{list_scope, "A *", Action::mark_all, "mark all that are shown", ""},
    Binding{files_scope, "A", Action::mark_all, "mark all", ""},
    Binding{list_scope | files_scope, "i", Action::invert_marks,
            "invert the marks of what is shown", ""},
    Binding{list_scope, "P", Action::pause_all, "pause all that are shown, or have all go on", ""},
    Binding{torrents, "R Delete", Action::remove_data, "remove, and delete the data", ""},
    Binding{torrents & ~pieces_scope, "v", Action::recheck, "hash all that is on disk again", ""},
    Binding{torrents, "T", Action::announce, "announce now to trackers, DHT and local network", ""},
    Binding{torrents, "W", Action::add_sources, "add a web seed or a tracker", ""},
    Binding{list_scope, "+ =", Action::raise, "a greater share of the limits", ""},
    Binding{list_scope, "-", Action::lower, "a smaller share of the limits", ""},
    Binding{list_scope, "J", Action::queue_down, "later in the queue", ""},
    Binding{list_scope, "K", Action::queue_up, "sooner in the queue", ""},
    Binding{list_scope, "}", Action::queue_bottom, "last in the queue", ""},
    Binding{list_scope, "{", Action::queue_top, "first in the queue", ""},
    Binding{torrents, "D U", Action::torrent_limits, "rate limits of the torrent", ""},
    Binding{torrents, "m", Action::move_files, "move the files: begins the command", ""},
    Binding{torrents, "L", Action::set_goal, "seed up to a ratio: begins the command", ""},
    Binding{everywhere & ~peers_scope, "d u", Action::session_limits, "rate limits of all together",
            "Limits"},
    Binding{peers_scope, "d", Action::session_limits, "rate limits of all together", ""},
    Binding{screens, "t", Action::alternative_limits, "alternative limits on or off", ""},
    Binding{torrents, "y M", Action::copy_magnet, "copy the magnet link", ""},

    Binding{overview_scope, "+ =", Action::zoom_in, "graphs of a shorter time", ""},
    Binding{overview_scope, "-", Action::zoom_out, "graphs of a longer time", ""},
    Binding{files_scope, "F", Action::rename_file, "rename the file: begins the command", ""},
    Binding{files_scope, "1", Action::low, "low priority", ""},
    Binding{files_scope, "4", Action::normal, "normal priority", ""},
    Binding{files_scope, "7", Action::high, "high priority", ""},

    Binding{detail & ~files_scope, "1", Action::show_torrents, "the torrents", ""},
    Binding{detail, "2", Action::show_net, "the net: ports, DHT, sources, bans", ""},
    Binding{detail, "3", Action::show_log, "the log", ""},
    Binding{detail & ~files_scope, "4 F2", Action::show_setup, "the setup: limits, queue, goals",
            ""},
    Binding{files_scope, "F2", Action::show_setup, "the setup: limits, queue, goals", ""},
    Binding{detail, "o", Action::show_overview, "overview", ""},
    Binding{detail, "c", Action::show_pieces, "pieces", ""},
    Binding{detail, "e", Action::show_peers, "peers", ""},
    Binding{detail, "t", Action::show_trackers, "sources: trackers, DHT, PEX", ""},
    Binding{detail, "f", Action::show_files, "files", ""},
    Binding{detail, "Tab", Action::next_tab, "next tab", "Next tab"},
    Binding{detail, "BackTab", Action::previous_tab, "previous tab", ""},
    Binding{detail, "]", Action::next_torrent, "next torrent of the list", "Next torrent"},
    Binding{detail, "[", Action::previous_torrent, "previous torrent of the list", ""},
    Binding{list_scope, "Tab", Action::show_net, "next screen", ""},
    Binding{net_scope, "Tab", Action::turn_page, "the other page, then the next screen", ""},
    Binding{net_scope, "x", Action::hide_alarm, "no alarms for an hour", ""},
    Binding{log_scope, "Tab", Action::show_setup, "next screen", ""},
    Binding{setup_scope, "Tab", Action::show_torrents, "next screen", ""},
    Binding{log_scope, "v", Action::next_level, "all lines, notes and warnings, or warnings alone",
            "Level"},
    Binding{log_scope, "s", Action::this_torrent, "only the torrent at the list's cursor, or all",
            "Scope"},
    Binding{log_scope, "F", Action::follow, "follow the newest line, or stay", "Follow"},
    Binding{log_scope, "m", Action::remark, "put a remark into the log, and a mark on every graph",
            "Mark"},
    Binding{log_scope, "Enter l Right", Action::open_line,
            "the torrent that the line is about, or its pieces", ""},
    Binding{log_scope, "y", Action::copy_line, "copy the line", "Copy"},

    Binding{pieces_scope, "h Left", Action::move_left, "a cell to the left", ""},
    Binding{pieces_scope, "l Right", Action::move_right, "a cell to the right", ""},
    Binding{everywhere & ~pieces_scope, "h Left", Action::back, "back", ""},
    Binding{everywhere, "j Down", Action::move_down, "down", ""},
    Binding{everywhere, "k Up", Action::move_up, "up", ""},
    Binding{everywhere, "^F PgDn", Action::page_down, "a page down", ""},
    Binding{everywhere, "^B PgUp", Action::page_up, "a page up", ""},
    Binding{everywhere, "^D", Action::half_page_down, "half a page down", ""},
    Binding{everywhere, "^U", Action::half_page_up, "half a page up", ""},
    Binding{everywhere & ~peers_scope, "g Home", Action::first, "to the top", ""},
    Binding{peers_scope, "Home", Action::first, "to the top", ""},
    Binding{everywhere, "G End", Action::last, "to the end", ""},
    Binding{everywhere, "^L", Action::redraw, "draw the screen anew", ""},
    Binding{everywhere, "Z F8", Action::freeze, "hold what is shown, or let it go on", ""},
    Binding{everywhere, "^Z", Action::suspend, "to the shell; fg comes back", ""},
    Binding{everywhere, "Q F10 ^C", Action::quit, "quit", "Quit"},
};

// What rtorrent's users have in their fingers.
constexpr std::array rtorrent_table{
    Binding{torrents, "^S", Action::resume, "start", "Start"},
    Binding{torrents, "^D", Action::stop, "stop", "Stop"},
    Binding{torrents, "^V", Action::half_page_down, "half a page down", ""},
    Binding{torrents, "^R", Action::recheck, "hash all that is on disk again", ""},
    Binding{everywhere, "^Q", Action::quit, "quit", ""},
    Binding{list_scope, "Backspace", Action::add, "add a torrent", ""},
    Binding{list_scope, "a", Action::up_plus_1, "upload limit +1 KiB/s", ""},
    Binding{list_scope, "s", Action::up_plus_5, "upload limit +5 KiB/s", ""},
    Binding{list_scope, "d", Action::up_plus_50, "upload limit +50 KiB/s", ""},
    Binding{list_scope, "z", Action::up_minus_1, "upload limit -1 KiB/s", ""},
    Binding{list_scope, "x", Action::up_minus_5, "upload limit -5 KiB/s", ""},
    Binding{list_scope, "c", Action::up_minus_50, "upload limit -50 KiB/s", ""},
    Binding{list_scope, "A", Action::down_plus_1, "download limit +1 KiB/s", ""},
    Binding{list_scope, "S", Action::down_plus_5, "download limit +5 KiB/s", ""},
    Binding{list_scope, "D", Action::down_plus_50, "download limit +50 KiB/s", ""},
    Binding{list_scope, "Z", Action::down_minus_1, "download limit -1 KiB/s", ""},
    Binding{list_scope, "X", Action::down_minus_5, "download limit -5 KiB/s", ""},
    Binding{list_scope, "C", Action::down_minus_50, "download limit -50 KiB/s", ""},
};

/// The standard table without the keys that rtorrent's takes from it, then rtorrent's.
class RtorrentKeys {
public:
    RtorrentKeys() {
        for (auto const& binding : table)
            add(binding);
        bindings_.insert(bindings_.end(), rtorrent_table.begin(), rtorrent_table.end());
    }

    [[nodiscard]] std::span<Binding const> bindings() const { return bindings_; }

private:
    static bool is_taken(Scope scope, std::string_view key) {
        return std::ranges::any_of(rtorrent_table, [&](Binding const& binding) {
            auto const keys = keys_of(binding);
            return (binding.scopes & scope) != 0 && std::ranges::find(keys, key) != keys.end();
        });
    }

    static std::string keys_left(Binding const& binding, Scope scope) {
        std::string left;
        for (auto const key : keys_of(binding))
            if (!is_taken(scope, key))
                left += (left.empty() ? "" : " ") + std::string{key};
        return left;
    }

    /// A line for the screens that keep the same keys.
    void add(Binding const& binding) {
        std::map<std::string, int> kept;
        for (Scope const scope : every_scope)
            if ((binding.scopes & scope) != 0)
                kept[keys_left(binding, scope)] |= scope;
        kept.erase("");
        for (auto const& [keys, scopes] : kept) {
            bindings_.push_back(binding);
            bindings_.back().scopes = scopes;
            bindings_.back().keys = texts_.emplace_back(keys);
        }
    }

    std::deque<std::string> texts_; ///< of which `bindings_` are views
    std::vector<Binding> bindings_;
};

} // namespace

std::span<Binding const> key_table(Preset preset) {
    static RtorrentKeys const rtorrent_keys;
    if (preset == Preset::rtorrent)
        return rtorrent_keys.bindings();
    return table;
}

std::vector<std::string_view> keys_of(Binding const& binding) {
    std::vector<std::string_view> keys;
    for (auto rest = binding.keys; !rest.empty();) {
        auto const end = std::min(rest.find(' '), rest.size());
        keys.push_back(rest.substr(0, end));
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return keys;
}

std::string_view key_for(Action action, Scope scope, Keymap const& keymap) {
    auto const bindings = keymap.bindings();
    auto const binding = std::ranges::find_if(bindings, [&](Binding const& one) {
        return one.action == action && (one.scopes & scope) != 0;
    });
    return binding == bindings.end() ? "" : keys_of(*binding).front();
}

std::string_view key_back(Scope scope, Keymap const& keymap) {
    return action_of(scope, "Esc", keymap) == Action::back ? "Esc"
                                                           : key_for(Action::back, scope, keymap);
}

std::string keys_towards(Action action, Scope scope, Keymap const& keymap) {
    if (auto const here = key_for(action, scope, keymap); !here.empty())
        return std::string{here};
    // Tabs are keys of an opened torrent, the queue's of the list.
    bool const is_list = scope == list_scope;
    auto const there = key_for(action, is_list ? overview_scope : list_scope, keymap);
    auto const way = key_for(is_list ? Action::open : Action::back, scope, keymap);
    return there.empty() || way.empty() ? std::string{}
                                        : std::string{way}.append(" ").append(there);
}

std::string_view key_to(Action action, Keymap const& keymap) {
    for (Scope const scope : every_scope)
        if (auto const key = key_for(action, scope, keymap); !key.empty())
            return key;
    return "";
}

Action action_of(Scope scope, std::string_view key, Keymap const& keymap) {
    if (key == " ")
        key = "Space";
    for (auto const& binding : keymap.bindings()) {
        auto const keys = keys_of(binding);
        if ((binding.scopes & scope) != 0 && std::ranges::find(keys, key) != keys.end())
            return binding.action;
    }
    return Action::none;
}

} // namespace shoal::tui
