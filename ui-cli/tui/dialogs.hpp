#pragma once

#include "core/api/command.hpp"
#include "core/api/torrents.hpp"
#include "ui-cli/tui/keymap.hpp"
#include "ui-cli/tui/probe.hpp"
#include "ui-cli/tui/scroll.hpp"
#include "ui-cli/tui/text_field.hpp"

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
};

struct AddDialog {
    static constexpr int fields = 6;
    TextField source;
    TextField dir;
    TextField label;
    bool pick_files = false;
    bool paused = false;
    bool sequential = false;
    int focus = 0; ///< in the order above
    std::string complaint;
    std::optional<ProbeView> probe;   ///< its swarm is looked at
    std::optional<std::int64_t> free; ///< bytes where it is to be saved; nothing: not known
};

struct CreateDialog {
    static constexpr int fields = 6;
    TextField path;
    TextField trackers;  ///< between spaces, each a tier
    TextField web_seeds; ///< between spaces
    api::Format format = api::Format::v1;
    bool is_private = false;
    bool seeds = true; ///< once it is made
    int focus = 0;     ///< in the order above
    std::string complaint;
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

using Dialog = std::variant<NoDialog, HelpDialog, MenuDialog, ReportDialog, ConfirmDialog,
                            AddDialog, CreateDialog, LimitsDialog>;

[[nodiscard]] inline bool is_open(Dialog const& dialog) {
    return !std::holds_alternative<NoDialog>(dialog);
}

} // namespace shoal::tui
