#pragma once

#include "ui-cli/tui/dialogs/dialogs.hpp"
#include "ui-cli/tui/draw/scroll.hpp"
#include "ui-cli/tui/files/file_tree.hpp"
#include "ui-cli/tui/keys/keymap.hpp"
#include "ui-cli/tui/list/rows.hpp"
#include "ui-cli/tui/model/model.hpp"
#include "ui-cli/tui/prompt/command_line.hpp"

#include <set>

namespace shoal::tui {

/// How often what is shown is looked at anew.
inline constexpr std::chrono::seconds refresh_period{1};

enum class Where { list, detail, net, log, setup };
enum class Tab { overview, pieces, peers, trackers, files };

inline constexpr int tab_count = 5;

struct ListState {
    api::TorrentId cursor = 0; ///< stays on its torrent wherever the order takes it
    Scroll scroll;
    std::set<api::TorrentId> marks;
    api::TorrentId last_marked = 0; ///< where a range begins
    Order order;
    TextField filter;
    bool is_filtering = false; ///< keys go to the filter
    api::TorrentId filter_began_on = 0;
    bool hides_graph = false;
};

/// What the map of pieces shows.
enum class MapMode { availability, have, flight, age };

inline constexpr int map_mode_count = static_cast<int>(MapMode::age) + 1;

/// Who has the pieces of a cell, in place of the map.
struct HoldersPane {
    std::uint32_t first = 0;
    std::uint32_t end = 0;
    Scroll scroll;
    api::Endpoint at; ///< whom the cursor is on; gone: who is in that place then
};

inline constexpr std::size_t first_zoom = 1; ///< an hour

struct DetailState {
    api::TorrentId id = 0;
    Tab tab = Tab::overview;
    Scroll files;
    std::string file; ///< path of the row where the cursor is among files
    Scroll peers;
    Scroll trackers;
    Toggled folded; ///< folders that were
    FileOrder order;
    std::set<std::size_t> marked;      ///< files
    std::optional<std::size_t> anchor; ///< the file that was marked last: a range begins there
    api::Endpoint peer;                ///< where the cursor is among peers
    bool is_grouped = true;            ///< peers, by who serves whom
    std::size_t piece = 0;             ///< in the cell where the cursor is on the map
    MapMode map = MapMode::availability;
    std::optional<api::Endpoint> map_of; ///< a peer whose pieces the map shows; nothing: ours
    std::optional<HoldersPane> holders;
};

/// How much of the log is shown: each has all that those after it have.
enum class LogLevel { info, note, warn };

inline constexpr int log_level_count = 3;

struct LogState {
    Scroll scroll;
    bool follows = true; ///< new lines move it
    LogLevel level = LogLevel::info;
    api::TorrentId about = 0; ///< only what concerns it; 0: all
};

struct NetState {
    std::size_t top = 0;         ///< first row shown
    bool on_second_page = false; ///< of a narrow screen
    WallTime quiet_until{};      ///< alarms are put aside
};

struct SearchState {
    TextField text;
    bool is_typing = false;      ///< keys go to it
    Scope scope = list_scope;    ///< where it began
    std::size_t began_at = 0;    ///< the place of the cursor then
    api::TorrentId began_on = 0; ///< in the list: its torrent, whose row may be another by now
    std::string began_file;      ///< among files: the same
    Toggled began_folded;        ///< among files: the folders that were folded or opened then
};

/// One line that is asked for at the bottom of the screen.
struct Prompt {
    enum class About { remark, sources };
    About about = About::remark;
    int scope = log_scope;   ///< where it was asked for
    api::TorrentId id = 0;   ///< whose sources
    bool is_tracker = false; ///< else a web seed; while the user said nothing, by its looks
    bool is_chosen = false;  ///< the user said which
    TextField field;
    std::string complaint;
};

struct SetupState {
    Scroll scroll;
    std::optional<TextField> edited; ///< the new value of the one at the cursor
    std::string complaint;           ///< why that is none
};

/// A word to the user, until the next key.
struct Notice {
    std::string text;
    term::Role role = term::Role::text;
};

/// Where the user is and what they are about to do. A value: `reduce` makes the next one.
struct ViewState {
    term::Size size{80, 24};
    Keymap keymap;
    Where where = Where::list;
    ListState list;
    DetailState detail;
    std::size_t zoom = first_zoom; ///< of graphs over time, as in `zooms`
    LogState log;
    NetState net;
    SetupState setup;
    SearchState search;
    CommandLine command;
    std::optional<Prompt> prompt; ///< keys go to it
    Dialog dialog;
    Notice notice;
    bool is_frozen = false; ///< what is shown stays as it was
};

[[nodiscard]] Scope scope_of(ViewState const& state);

/// Keys are typed into something, or a dialog waits for them: nothing else may come in between.
[[nodiscard]] bool is_amid_something(ViewState const& state);

/// What to ask the engine to fill what is shown, and how often.
struct Want {
    api::Question question;
    std::chrono::milliseconds every;
};

/// What snapshots do not hold: details of the torrent that is shown, the session's figures, and the
/// health of one large swarm at a time, for its unity.
[[nodiscard]] std::vector<Want> wanted_questions(ViewState const& state, Model const& model);

} // namespace shoal::tui
