#pragma once

#include "ui-cli/tui/reduce.hpp"

namespace shoal::tui {

// The line at the bottom that asks for a remark, or for a source of a torrent. Pure.

[[nodiscard]] Prompt ask_remark();
[[nodiscard]] Prompt ask_sources(api::TorrentId id, Scope scope);

/// What the source is, as it is typed so far: by its looks, unless the user said.
[[nodiscard]] bool means_tracker(Prompt const& prompt);

/// A key for the open prompt: edits, leaves, or asks the engine.
void prompt_key(ViewState& state, Effects& effects, term::Input const& input);

} // namespace shoal::tui
