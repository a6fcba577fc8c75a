#include "ui-cli/tui/prompt/search.hpp"
#include "ui-cli/tui/views.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace shoal::tui {
namespace {

using term::Role;

std::string hint(Canvas const& canvas) {
    if (canvas.state.search.text.text.empty())
        return "a part of what is shown; Esc leaves it";
    auto const found = matches(canvas.state, canvas.model);
    if (found.count == 0)
        return "nothing here has that in it";
    return fmt::format("{} of {}; Enter stays, then n N: others", found.here, found.count);
}

} // namespace

void draw_search_line(Canvas& canvas) {
    if (!canvas.state.search.is_typing)
        return;
    int const row = canvas.size().rows - 1;
    canvas.frame.fill({row, 0}, canvas.columns(), Role::text);
    int const used = canvas.frame.text({row, 0}, "Search ", Role::key);
    int const room = canvas.columns() - used;
    int const width = room / 2;
    draw_field(canvas.frame, {row, used}, width, canvas.state.search.text, true);
    canvas.frame.label({row, used + width + 2}, hint(canvas), Role::dim,
                       std::max(1, room - width - 2));
}

} // namespace shoal::tui
