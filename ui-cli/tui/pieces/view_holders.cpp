#include "ui-cli/tui/draw/format.hpp"
#include "ui-cli/tui/pieces/holders.hpp"
#include "ui-cli/tui/pieces/view_pieces_parts.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace shoal::tui {
namespace {

using term::Role;

constexpr int count_width = 9;
constexpr int address_column = 12;
constexpr int least_for_client = 76;
constexpr int least_for_standing = 52;

/// What it does for us now; empty while that is not known.
std::string standing_text(Details const& details, api::Endpoint const& endpoint) {
    if (!details.peers)
        return {};
    auto const peer = std::ranges::find(*details.peers, endpoint, &api::PeerView::endpoint);
    if (peer == details.peers->end())
        return {};
    if (peer->it_chokes)
        return "chokes us";
    return peer->down_rate > 0 ? fmt::format("sends {}/s", short_size(peer->down_rate))
                               : "unchokes us";
}

void draw_row(Canvas& canvas, int line, api::HolderView const& holder, std::size_t of) {
    bool const has_client = canvas.columns() >= least_for_client;
    bool const has_standing = canvas.columns() >= least_for_standing;
    int const standing_column = canvas.columns() - (has_standing ? 15 : 0);
    int const client_column = has_client ? address_column + 24 : standing_column;
    cell(canvas, {line, 2}, count_width, fmt::format("{} of {}", holder.pieces, of), Align::right);
    canvas.frame.label({line, address_column}, api::to_string(holder.endpoint), Role::text,
                       client_column - address_column - 1);
    if (has_client)
        canvas.frame.label({line, client_column}, holder.client, Role::text,
                           standing_column - client_column - 1);
    canvas.frame.text({line, standing_column}, standing_text(canvas.model.details, holder.endpoint),
                      Role::dim);
}

} // namespace

void draw_holders(Canvas& canvas, Area area) {
    auto const& pane = *canvas.state.detail.holders;
    auto const* const holders = holders_of(canvas.model.details, pane);
    if (!holders)
        return draw_waiting(canvas, area.top);
    if (holders->empty())
        canvas.frame.text({area.top, 1}, "No peer that we know of has any of these.", Role::warn);
    for (int i = 0; i < area.rows; ++i) {
        auto const index = pane.scroll.top + static_cast<std::size_t>(i);
        if (index >= holders->size())
            return;
        int const line = area.top + i;
        canvas.frame.clickable({line, 0}, canvas.columns(), "Row", index);
        draw_row(canvas, line, (*holders)[index], pane.end - pane.first);
        if (index == pane.scroll.cursor)
            draw_cursor(canvas, {line, 0}, canvas.columns());
    }
}

} // namespace shoal::tui
