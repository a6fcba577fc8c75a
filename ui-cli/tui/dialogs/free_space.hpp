#pragma once

#include "ui-cli/tui/dialogs/path_desk.hpp"

#include <optional>

namespace shoal::tui {

/// Bytes where a folder is, or is to be; nothing: unknown. May block for as long as the folder
/// hangs.
[[nodiscard]] std::optional<std::int64_t> free_space_of(fs::path const& dir);

using FreeSpaceDesk = PathDesk<std::optional<std::int64_t>>;
using SpaceOf = FreeSpaceDesk::Ask;

} // namespace shoal::tui
