#include "ui-cli/tui/draw/dialog_box.hpp"
#include "ui-cli/tui/draw/format.hpp"
#include "ui-cli/tui/net/net_actions.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace shoal::tui {

void draw_bans(Canvas& canvas, BansDialog const& dialog) {
    using term::Role;
    auto const bans = listed_bans(canvas.model);
    int const count = static_cast<int>(bans.size());
    int const shown = std::clamp(count, 1, pick_page(canvas.size()));
    Box const box{canvas, shown, fmt::format("Banned: {}", counted(bans.size(), "peer"))};
    if (bans.empty())
        canvas.frame.text(box.at(0), "Nobody is banned any more.", Role::dim);
    auto const scroll = scroll_of(dialog, bans, shown);
    for (int i = 0; i < std::min(shown, count); ++i) {
        auto const index = scroll.top + static_cast<std::size_t>(i);
        auto const& ban = bans[index];
        auto const at = box.at(i);
        Line line{canvas, at, box.room()};
        line.add(api::to_string(ban.peer.endpoint), Role::bad)
            .add(fmt::format("  until {}  ", date_time(ban.until)), Role::dim)
            .add(ban.reason);
        if (index != scroll.cursor)
            continue;
        draw_cursor(canvas, {at.row, at.column - 1}, box.room() + 2);
    }
    box.hint({"Enter lets it in", "j k move", "Esc closes"});
}

} // namespace shoal::tui
