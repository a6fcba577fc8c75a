#pragma once

#include "core/api/command.hpp"
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

/// Asks before something is done.
struct ConfirmDialog {
    std::string title;
    std::vector<std::string> lines;
    std::optional<Request> request; ///< nothing: to quit
    std::optional<TextField> word;  ///< must be "yes"; nothing: y or Enter will do
};

struct AddDialog {
    static constexpr int fields = 5;
    TextField source;
    TextField dir;
    TextField label;
    bool paused = false;
    bool sequential = false;
    int focus = 0; ///< source, dir, label, paused, sequential
    std::string complaint;
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

using Dialog = std::variant<NoDialog, HelpDialog, ConfirmDialog, AddDialog, LimitsDialog>;

[[nodiscard]] inline bool is_open(Dialog const& dialog) {
    return !std::holds_alternative<NoDialog>(dialog);
}

} // namespace shoal::tui
