#pragma once

#include "ui-cli/tui/dialogs/dialogs.hpp"
#include "ui-cli/tui/model/model.hpp"

namespace shoal::tui {

/// The file or folder that is named.
[[nodiscard]] fs::path content_path(CreateDialog const& dialog, Model const& model);

/// What its .torrent is called unless the user says so.
[[nodiscard]] std::string torrent_name_of(CreateDialog const& dialog, Model const& model);

} // namespace shoal::tui
