#pragma once

#include "core/api/command.hpp"
#include "core/api/torrents.hpp"
#include "ui-cli/tui/dialogs/content_plan.hpp"
#include "ui-cli/tui/dialogs/file_pick.hpp"
#include "ui-cli/tui/dialogs/probe.hpp"
#include "ui-cli/tui/draw/scroll.hpp"
#include "ui-cli/tui/draw/text_field.hpp"
#include "ui-cli/tui/keys/keymap.hpp"

#include <optional>
#include <variant>
#include <vector>

namespace shoal::tui {

/// A command on its way to the engine, and how to speak of it.
struct Request {
    api::Command command;
    std::string tried; ///< "pausing 3 torrents"
    std::string done;  ///< "3 torrents paused"
};

struct NoDialog {};

struct HelpDialog {
    std::size_t top = 0;
};

/// What can be done on a screen, with its keys.
struct MenuDialog {
    Scope scope = list_scope;
    std::vector<Binding> items;
    std::size_t cursor = 0;
};

/// Asks before something is done.
struct ConfirmDialog {
    std::string title;
    std::vector<std::string> lines;
    std::optional<Request> request; ///< nothing: to quit
    std::optional<TextField> word;  ///< must be "yes"; nothing: y or Enter will do
    bool offers_daemon = false;     ///< d quits, and a daemon goes on
};

/// What a command printed, to be read.
struct ReportDialog {
    std::string title;
    std::vector<std::string> lines; ///< untrusted
    std::size_t top = 0;
    api::TorrentId about = 0; ///< Enter opens it; 0: none
};

/// Who is banned, to let them in again. They are the session's, the newest first.
struct BansDialog {
    api::Endpoint at; ///< whom the cursor is on; gone: who is in that place then
    Scroll scroll;
};

/// What a torrent does once it is added.
enum class Start { now, paused, on_top };

inline constexpr int start_count = 3;

struct AddDialog {
    static constexpr int fields = 6;
    TextField source;
    TextField dir;
    FilePick files;          ///< what the source holds, as far as that is known
    bool pick_files = false; ///< while it is not: they are chosen later, before any is fetched
    Start start = Start::now;
    TextField label;
    bool sequential = false;
    int focus = 0; ///< source, dir, files, start, label, sequential
    std::string complaint;
    std::optional<ProbeView> probe;   ///< its swarm is looked at
    std::optional<std::int64_t> free; ///< bytes where it is to be saved; nothing: not known
};

struct CreateDialog {
    static constexpr int fields = 9;
    TextField path;
    TextField trackers;  ///< between spaces, each a tier
    TextField web_seeds; ///< between spaces
    api::Format format = api::Format::v1;
    TextField piece; ///< its size; empty: as fits
    bool is_private = false;
    TextField source;  ///< of the info dict: for some private trackers
    TextField output;  ///< the .torrent; empty: beside where one is, named as the content
    bool seeds = true; ///< once it is made
    int focus = 0;     ///< in the order above
    std::string complaint;
    bool is_taken = false;                ///< the file to write exists: it may be overwritten
    std::optional<ContentPlan> plan;      ///< of what is there; nothing: not known
    std::optional<api::Progress> hashing; ///< it is being made
};

struct LimitsDialog {
    api::Ids ids; ///< empty: the session's
    std::string subject;
    std::vector<TextField> rates; ///< down, up; of the session also alternative down, up
    bool alternative = false;
    int focus = 0;
    std::string complaint;

    [[nodiscard]] int fields() const {
        return static_cast<int>(rates.size()) + (ids.empty() ? 1 : 0);
    }
};

/// It was not made, and may be tried again: says why in the words of the dialog.
void refuse(CreateDialog& dialog, Error const& error);

using Dialog = std::variant<NoDialog, HelpDialog, MenuDialog, ReportDialog, ConfirmDialog,
                            AddDialog, BansDialog, CreateDialog, LimitsDialog>;

[[nodiscard]] inline bool is_open(Dialog const& dialog) {
    return !std::holds_alternative<NoDialog>(dialog);
}

} // namespace shoal::tui
