#include "ui-cli/tui/pieces/holders.hpp"

#include <algorithm>

namespace shoal::tui {

std::vector<api::HolderView> const* holders_of(Details const& details, HoldersPane const& pane) {
    auto const& known = details.holders;
    return known && known->first == pane.first && known->end == pane.end ? &known->holders
                                                                         : nullptr;
}

void follow_holder(HoldersPane& pane, Details const& details) {
    auto const* const holders = holders_of(details, pane);
    if (!holders)
        return;
    auto const found = std::ranges::find(*holders, pane.at, &api::HolderView::endpoint);
    if (found != holders->end())
        pane.scroll.cursor = static_cast<std::size_t>(found - holders->begin());
    else
        hold_holder(pane, details);
}

void hold_holder(HoldersPane& pane, Details const& details) {
    auto const* const holders = holders_of(details, pane);
    if (holders && !holders->empty())
        pane.at = (*holders)[std::min(pane.scroll.cursor, holders->size() - 1)].endpoint;
}

void go_to_holder(DetailState& detail, Details const& details) {
    auto const* const holders = holders_of(details, *detail.holders);
    if (!holders || holders->empty())
        return;
    detail.peer = (*holders)[std::min(detail.holders->scroll.cursor, holders->size() - 1)].endpoint;
    detail.tab = Tab::peers;
    detail.holders.reset();
    detail.map_of.reset();
}

} // namespace shoal::tui
