#include "ui-cli/tui/pieces/pieces_actions.hpp"

#include "ui-cli/tui/draw/layout.hpp"
#include "ui-cli/tui/pieces/holders.hpp"
#include "ui-cli/tui/pieces/piece_map.hpp"

#include <algorithm>

namespace shoal::tui {
namespace {

/// The map of the pieces, as it is on the screen.
struct Map {
    std::ptrdiff_t width = 1;
    std::ptrdiff_t cells = 0;
    std::size_t each = 1;  ///< pieces in a cell
    std::size_t total = 0; ///< pieces
};

Map map_of(ViewState const& state, Model const& model) {
    auto const total = model.details.pieces ? model.details.pieces->have.size() : 0;
    int const width = std::max(1, pieces_width(state.size));
    auto const most = static_cast<std::size_t>(width * pieces_area(state.size).rows);
    auto const each = pieces_per_cell(total, most);
    return {width, static_cast<std::ptrdiff_t>((total + each - 1) / each), each, total};
}

/// Of the cell at the cursor.
void show_holders(ViewState& state, Model const& model) {
    auto const map = map_of(state, model);
    if (map.cells == 0)
        return;
    auto const cell =
        std::min(state.detail.piece / map.each, static_cast<std::size_t>(map.cells - 1));
    auto const first = cell * map.each;
    state.detail.holders = {static_cast<std::uint32_t>(first),
                            static_cast<std::uint32_t>(std::min(first + map.each, map.total)),
                            {},
                            {}};
}

void act_on_holders(ViewState& state, Action action, Model const& model) {
    if (action == Action::move_left)
        state.detail.holders.reset();
    else if (action == Action::show_holders || action == Action::move_right)
        go_to_holder(state.detail, model.details);
}

} // namespace

void go_to_cell(ViewState& state, std::ptrdiff_t cell, Model const& model) {
    auto const map = map_of(state, model);
    if (map.cells > 0)
        state.detail.piece =
            static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(cell, 0, map.cells - 1)) * map.each;
}

void move_on_map(ViewState& state, std::ptrdiff_t rows, std::ptrdiff_t columns,
                 Model const& model) {
    auto const map = map_of(state, model);
    if (rows > map.cells || rows < -map.cells)
        return go_to_cell(state, rows, model);
    auto const last = std::max<std::ptrdiff_t>(0, map.cells - 1); // the map may have become smaller
    auto const cell = std::min(static_cast<std::ptrdiff_t>(state.detail.piece / map.each), last);
    auto const to = cell + rows * map.width + columns;
    go_to_cell(state, rows < 0 && to < 0 ? cell % map.width : to, model);
}

void act_on_pieces(ViewState& state, Action action, Model const& model) {
    if (state.detail.holders)
        return act_on_holders(state, action, model);
    if (action == Action::move_left)
        move_on_map(state, 0, -1, model);
    else if (action == Action::move_right)
        move_on_map(state, 0, 1, model);
    else if (action == Action::show_holders)
        show_holders(state, model);
    else if (action == Action::next_map && !state.detail.map_of)
        state.detail.map =
            static_cast<MapMode>((static_cast<int>(state.detail.map) + 1) % map_mode_count);
}

void leave_map_parts(DetailState& detail) {
    detail.holders.reset();
    detail.map_of.reset();
}

} // namespace shoal::tui
