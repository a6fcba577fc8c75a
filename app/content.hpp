#pragma once

#include "core/api/question.hpp"
#include "ui-cli/tui/dialogs/content_plan.hpp"

namespace shoal::app {

/// The files of a .torrent, as FilesOf tells them of one that is added; none: it cannot be read.
[[nodiscard]] std::vector<api::FileView> files_of(fs::path const& torrent);

/// What a .torrent of a file or folder would be like.
[[nodiscard]] std::optional<tui::ContentPlan> plan_of(fs::path const& content);

} // namespace shoal::app
