#pragma once

#include "core/api/engine.hpp"
#include "ui-cli/tui/model/asked.hpp"
#include "ui-cli/tui/model/history.hpp"
#include "ui-cli/tui/net/net_watch.hpp"
#include "ui-cli/tui/prompt/command_words.hpp"

#include <deque>

namespace shoal::tui {

/// What one peer has.
struct PeerPieces {
    api::Endpoint peer;
    api::PiecesView pieces; ///< the newest that is known
    std::string failure;    ///< why there is nothing newer
};

/// Who has any of some pieces.
struct CellHolders {
    std::uint32_t first = 0;
    std::uint32_t end = 0;
    std::vector<api::HolderView> holders;
};

/// What was asked about the one torrent that is open; nothing: not answered yet.
struct Details {
    api::TorrentId id = 0;
    std::optional<std::vector<api::FileView>> files;
    std::optional<std::vector<api::PeerView>> peers;
    std::optional<api::PiecesView> pieces;
    std::optional<PeerPieces> peer_pieces; ///< of the peer that was asked about last
    std::optional<CellHolders> holders;    ///< of the pieces that were asked about last
    std::optional<std::vector<api::TrackerView>> trackers;
    std::optional<std::vector<api::WebSeedView>> web_seeds;
    std::optional<api::HealthView> health;
    std::optional<api::WhyView> why;
    std::optional<api::HistoryView> history;
    std::string failure; ///< why the last question was not answered
};

/// Something that happened, as the log tells it. Repeats are folded.
struct LogLine {
    api::Event event;
    int count = 1;
};

inline constexpr std::size_t longest_log = 5'000;

/// Adds to the end; an event that repeats one of the last few lines counts there.
void note(std::deque<LogLine>& log, api::Event event);

/// Puts what happened before, oldest first, in front of what was heard since, each event once.
void recall(std::deque<LogLine>& log, std::vector<api::Event> past);

/// All that is known; views show it, nothing here decides where the user is.
struct Model {
    std::shared_ptr<api::Snapshot const> snapshot = std::make_shared<api::Snapshot>();
    History history;
    NetWatch net;
    std::deque<LogLine> log; ///< oldest first
    Details details;
    WallTime wall;
    bool is_starting = false;               ///< there is no engine yet
    bool is_own_engine = true;              ///< it ends with the screen; else a daemon's
    bool is_passing = false;                ///< what it received is deleted as it ends
    bool can_leave_behind = false;          ///< a daemon could go on with an engine of our own
    std::chrono::seconds silence{};         ///< since the engine owes an answer; 0: it does not
    std::optional<std::int64_t> free_space; ///< bytes where content goes; nothing: not known
    CommandWords commands;                  ///< that ':' knows
    fs::path folder;                        ///< that this process runs in: typed paths start there
    fs::path home;                          ///< of the user: ~ in typed paths; empty: unknown
};

/// Where content goes unless somebody says otherwise.
[[nodiscard]] fs::path content_folder(Model const& model);

/// Makes `details` be about `id`: forgets what was about another.
void focus(Details& details, api::TorrentId id);
/// Keeps an answer. Details of a torrent are too late when another is open by now.
void keep(Model& model, api::Question const& question, Result<api::Answer> answer);

} // namespace shoal::tui
