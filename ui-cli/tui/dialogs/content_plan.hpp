#pragma once

#include "core/api/types.hpp"
#include "ui-cli/tui/dialogs/path_desk.hpp"

#include <array>
#include <optional>

namespace shoal::tui {

/// What a .torrent of some content would be like.
struct ContentPlan {
    struct Of {
        std::int64_t auto_piece = 0;  ///< the size that is taken when none is asked for
        std::int64_t list_bytes = 0;  ///< of the .torrent, about: all but the hashes
        std::int64_t piece_bytes = 0; ///< and of each piece
    };

    std::int64_t size = 0;
    std::array<Of, 3> formats; ///< by api::Format

    [[nodiscard]] Of const& of(api::Format format) const {
        return formats.at(static_cast<std::size_t>(format));
    }
};

/// Nothing: there is no such content.
using PlanDesk = PathDesk<std::optional<ContentPlan>>;

} // namespace shoal::tui
