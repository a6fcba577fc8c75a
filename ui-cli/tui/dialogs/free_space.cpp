#include "ui-cli/tui/dialogs/free_space.hpp"

namespace shoal::tui {

std::optional<std::int64_t> free_space_of(fs::path const& dir) {
    std::error_code error;
    auto there = dir;
    while (!fs::exists(there, error) && there.has_relative_path())
        there = there.parent_path();
    auto const space = fs::space(there, error);
    return error ? std::nullopt : std::optional{static_cast<std::int64_t>(space.available)};
}

} // namespace shoal::tui
