#pragma once

#include "core/api/settings.hpp"

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace shoal::tui {

enum class Action {
    none,
    // Where the cursor is.
    move_up,
    move_down,
    move_left,
    move_right,
    half_page_up,
    half_page_down,
    page_up,
    page_down,
    first,
    last,
    // What is shown.
    open,
    back,
    show_torrents,
    show_log,
    show_net,
    show_setup,
    show_overview,
    show_files,
    show_peers,
    show_pieces,
    show_trackers,
    next_tab,
    previous_tab,
    next_torrent,
    previous_torrent,
    filter,
    search,
    next_match,
    previous_match,
    toggle_graph,
    group,
    worst,
    zoom_in,
    zoom_out,
    next_sort,
    previous_sort,
    invert_sort,
    fold,
    fold_all,
    next_map,
    show_holders,
    show_peer_pieces,
    group_peers,
    open_alarm,
    hide_alarm,
    turn_page,
    next_level,
    this_torrent,
    // Marks.
    mark,
    mark_range,
    mark_all,
    invert_marks,
    // What torrents do.
    add,
    create,
    pause,
    pause_all,
    remove,
    remove_data,
    recheck,
    announce,
    add_sources,
    queue_up,
    queue_down,
    queue_top,
    queue_bottom,
    torrent_limits,
    move_files,
    set_goal,
    session_limits,
    alternative_limits,
    copy_magnet,
    copy_line,
    open_line,
    follow,
    remark,
    resume,
    stop,
    // Limits by a step of so many KiB/s.
    up_plus_1,
    up_plus_5,
    up_plus_50,
    up_minus_1,
    up_minus_5,
    up_minus_50,
    down_plus_1,
    down_plus_5,
    down_plus_50,
    down_minus_1,
    down_minus_5,
    down_minus_50,
    // What is done about a peer, or the DHT.
    hang_up,
    ban,
    pin,
    check_dht,
    bans,
    // What files get.
    raise,
    lower,
    skip,
    low,
    normal,
    high,
    toggle_wanted,
    rename_file,
    // What the session is set to.
    change_setting,
    // The program.
    help,
    menu,
    command,
    redraw,
    freeze,
    suspend,
    quit,
};

/// Where a key means something; several of them as a sum.
enum Scope : std::uint16_t {
    list_scope = 1,
    overview_scope = 2,
    files_scope = 4,
    peers_scope = 8,
    pieces_scope = 16,
    trackers_scope = 32,
    log_scope = 64,
    net_scope = 128,
    setup_scope = 256,
};

inline constexpr std::array every_scope{list_scope,  overview_scope, files_scope,
                                        peers_scope, pieces_scope,   trackers_scope,
                                        log_scope,   net_scope,      setup_scope};

/// One line of the key table: it drives dispatch, the bar at the bottom, help and the manual.
struct Binding {
    int scopes;
    std::string_view keys; ///< names as in term::Input, between spaces; "Space" is ' '
    Action action;
    std::string_view words; ///< what it does, for help
    std::string_view label; ///< in the bar; empty: not there
};

/// Whose habits the keys follow. `rtorrent` is the standard, with its own keys before it.
enum class Preset { standard, rtorrent };

/// Which keys do what: a preset, or what a user made of one. A value, cheap to copy.
class Keymap {
public:
    // NOLINTNEXTLINE(google-explicit-constructor): a preset is a keymap
    Keymap(Preset preset = Preset::standard) : preset_(preset) {}

    /// A preset with keys of the user's own. Each choice gives an action other keys, on all screens
    /// where it has any, or takes it from the keys. What else has them on the same screen must have
    /// got others. The error's `where` is the choice's `from`.
    [[nodiscard]] static Result<Keymap> create(Preset preset,
                                               std::span<api::KeyChoice const> choices);

    /// In the order of help.
    [[nodiscard]] std::span<Binding const> bindings() const;

private:
    class Own;

    Preset preset_;
    std::shared_ptr<Own const> own_; ///< null: the preset as it is
};

/// The whole table, in the order of help.
[[nodiscard]] std::span<Binding const> key_table(Preset preset = Preset::standard);

[[nodiscard]] Action action_of(Scope scope, std::string_view key, Keymap const& keymap = {});

/// The first key that does it there; empty: none does.
[[nodiscard]] std::string_view key_for(Action action, Scope scope, Keymap const& keymap = {});

/// The key that leads back there: Esc, unless it was taken from that.
[[nodiscard]] std::string_view key_back(Scope scope, Keymap const& keymap);

/// The keys that lead to it from a screen of torrents: "T", or "Enter t" where another has it.
/// Empty: none do.
[[nodiscard]] std::string keys_towards(Action action, Scope scope, Keymap const& keymap);

/// The first key that does it anywhere: for what leads to a screen, and has no key on that one.
[[nodiscard]] std::string_view key_to(Action action, Keymap const& keymap);

[[nodiscard]] std::vector<std::string_view> keys_of(Binding const& binding);

} // namespace shoal::tui
