#pragma once

#include "ui-cli/term/style.hpp"
#include "ui-cli/tui/pieces/piece_map.hpp"
#include "ui-cli/tui/view_state.hpp"

#include <span>

namespace shoal::tui {

// How the map of pieces shows a cell, in each of its modes. Signs alone tell all but shades.

struct Sign {
    std::string_view glyph;
    term::Role role = term::Role::text;
};

[[nodiscard]] Sign sign_of(PieceCell const& cell, MapMode mode, term::Caps caps);
/// Of a peer's pieces; cells with some that we lack stand out, without colours by a sign.
[[nodiscard]] Sign sign_of_peer(PieceCell const& cell, bool has_lacking, term::Caps caps);

/// What the signs mean, in a line; what colours mean besides, if anything.
[[nodiscard]] std::string_view legend_of(MapMode mode, term::Caps caps);
[[nodiscard]] std::string_view colours_of(MapMode mode, term::Caps caps);
[[nodiscard]] std::string_view legend_of_peer(term::Caps caps);

[[nodiscard]] term::Role copies_role(int copies);
/// "0", "1", "2-3"…
[[nodiscard]] std::string_view class_name(std::size_t copies_class);
[[nodiscard]] term::Role class_role(std::size_t copies_class);

} // namespace shoal::tui
