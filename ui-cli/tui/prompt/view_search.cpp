#include "ui-cli/tui/prompt/search.hpp"
#include "ui-cli/tui/views.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace shoal::tui {
namespace {

using term::Role;

/// How to go on to other matches; empty: no keys do.
std::string others_text(Canvas const& canvas) {
    auto const key = [&](Action action) {
        return key_for(action, scope_of(canvas.state), canvas.state.keymap);
    };
    auto const next = key(Action::next_match);
    auto const previous = key(Action::previous_match);
    return next.empty() || previous.empty() ? std::string{}
                                            : fmt::format(", then {} {}: others", next, previous);
}

/// The longest first.
std::vector<std::string> hints(Canvas const& canvas) {
    if (canvas.state.search.text.text.empty())
        return {"a part of what is shown; Esc leaves it", "Esc leaves it"};
    auto const found = matches(canvas.state, canvas.model);
    if (found.count == 0)
        return {"nothing here has that in it", "no match"};
    auto const count = fmt::format("{} of {}", found.here, found.count);
    return {fmt::format("{}; Enter stays{}", count, others_text(canvas)), count + "; Enter stays",
            count};
}

} // namespace

void draw_search_line(Canvas& canvas) {
    if (!canvas.state.search.is_typing)
        return;
    int const row = canvas.size().rows - 1;
    canvas.frame.fill({row, 0}, canvas.columns(), Role::text);
    int const used = canvas.frame.text({row, 0}, "Search ", Role::key);
    int const room = canvas.columns() - used;
    constexpr int longest_hint = 42;
    int const width = room - std::max(room / 2, std::min(room * 3 / 5, longest_hint));
    draw_field(canvas.frame, {row, used}, width, canvas.state.search.text, true);
    int const left = std::max(1, room - width - 2);
    canvas.frame.label({row, used + width + 2}, longest_fitting(hints(canvas), left), Role::dim,
                       left);
}

} // namespace shoal::tui
