#pragma once

#include "core/api/torrents.hpp"
#include "ui-cli/tui/view_state.hpp"

namespace shoal::tui {

/// A text for a file that must not exist yet.
struct SavedText {
    std::string typed; ///< the command line that asked for it
    fs::path path;     ///< absolute
    std::string text;
};

/// What a key asks of the world outside.
struct Effects {
    std::vector<Request> requests;
    bool quit = false;
    bool leave_behind = false; ///< with `quit`: a daemon goes on with the torrents
    bool suspend = false;
    bool redraw = false;
    std::string clipboard;                 ///< text to copy
    std::optional<api::CreateSpec> create; ///< a .torrent to make
    std::string command;                   ///< text to run as a command line
    std::optional<SavedText> save;
    bool ask_anew = false; ///< what was answered is not what is shown now
    std::string probe;     ///< a source whose swarm is to be looked at
};

struct Step {
    ViewState state;
    Effects effects;
};

/// One key: where the user is then, and what is to be done. Pure.
[[nodiscard]] Step reduce(ViewState state, term::Input const& input, Model const& model);

/// After the model or the size changed: the cursor and the marks are on torrents that exist, and
/// what is selected is on the screen. Call before drawing.
[[nodiscard]] ViewState reconcile(ViewState state, Model const& model);

/// The torrents that the list shows now, in its order.
[[nodiscard]] Torrents shown_torrents(ViewState const& state, Model const& model);

} // namespace shoal::tui
