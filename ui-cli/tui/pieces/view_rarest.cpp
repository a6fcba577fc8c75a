#include "ui-cli/term/sanitise.hpp"
#include "ui-cli/tui/draw/format.hpp"
#include "ui-cli/tui/pieces/piece_signs.hpp"
#include "ui-cli/tui/pieces/view_pieces_parts.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace shoal::tui {
namespace {

using term::Role;

constexpr std::size_t most_holders = 3;
constexpr int least_for_name = 40; ///< columns

/// "#409 #438 #467 #496 and 210 more".
std::string numbers_text(api::CopiesView const& copies, std::size_t most) {
    std::string text;
    auto const named = std::min(most, copies.rarest.size());
    for (std::size_t i = 0; i < named; ++i)
        text += fmt::format("{}#{}", i > 0 ? " " : "", copies.rarest[i]);
    auto const all = static_cast<std::size_t>(copies.rarest_count);
    if (named == 0)
        return counted(all, "piece");
    return all > named ? fmt::format("{} and {} more", text, all - named) : text;
}

void add_holder(Line& line, Details const& details, api::HolderView const& holder) {
    std::string const choking{choking_text(details, holder.endpoint)};
    auto const name = api::to_string(holder.endpoint);
    auto const client =
        holder.client.empty() ? "" : fmt::format(" ({})", term::sanitise(holder.client));
    int const room = line.left();
    bool const has_choking = static_cast<int>(name.size() + choking.size()) <= room;
    int const beside = has_choking ? static_cast<int>(choking.size()) : 0;
    line.add(longest_fitting({name + client, name}, room - beside));
    if (has_choking)
        line.add(choking, Role::warn);
}

/// "one peer holds 214: 198.51.100.4:6881", if nobody could stand in for it; else all who have any.
void add_holders(Line& line, Details const& details) {
    auto const& copies = details.health->copies;
    if (!copies.sole_holders.empty()) {
        auto const most = std::ranges::max(copies.sole_holders, {}, &api::HolderView::pieces);
        bool const is_named = line.left() > least_for_name;
        line.add(fmt::format("  one peer holds {}{}", most.pieces, is_named ? ": " : ""),
                 Role::bad);
        if (!is_named)
            return;
        return add_holder(line, details, most);
    }
    std::string_view before = "  held by ";
    for (std::size_t i = 0; i < std::min(most_holders, copies.rarest_holders.size()); ++i) {
        line.add(before, Role::dim);
        add_holder(line, details, copies.rarest_holders[i]);
        before = ", ";
    }
}

} // namespace

std::string_view choking_text(Details const& details, api::Endpoint const& peer) {
    if (!details.peers)
        return "";
    auto const found = std::ranges::find(*details.peers, peer, &api::PeerView::endpoint);
    return found != details.peers->end() && found->it_chokes ? " (chokes us)" : "";
}

void draw_rarest(Canvas& canvas, int row) {
    auto const& details = canvas.model.details;
    if (!details.health || details.health->copies.rarest_count == 0)
        return;
    auto const& copies = details.health->copies;
    Line line{canvas, {row, 1}, canvas.columns() - 2};
    line.add("RAREST ", Role::dim)
        .add(fmt::format("{}{}  ", canvas.sign("×", "x"), copies.min), copies_role(copies.min))
        .add(numbers_text(copies, canvas.columns() < 100 ? 2 : 4));
    if (copies.min == 0)
        line.add("  which nobody shows", Role::bad);
    else if (copies.min == 1 && copies.only_ours >= copies.rarest_count)
        line.add("  which only we have", Role::warn);
    else
        add_holders(line, details);
}

} // namespace shoal::tui
