#include "ui-cli/tui/prompt/prompt.hpp"
#include "ui-cli/tui/views.hpp"

#include <algorithm>

namespace shoal::tui {
namespace {

using term::Role;

std::string_view name_of(Prompt const& prompt) {
    if (prompt.about == Prompt::About::remark)
        return "Remark ";
    return means_tracker(prompt) ? "Tracker " : "Web seed ";
}

/// The longest first.
std::vector<std::string> hints_of(Prompt const& prompt) {
    if (!prompt.complaint.empty())
        return {prompt.complaint};
    if (prompt.about == Prompt::About::remark)
        return {"Enter puts it into the log and on the graphs, Esc leaves it",
                "Enter puts it into the log, Esc leaves it", "Enter logs it, Esc leaves it"};
    std::string const other = means_tracker(prompt) ? "web seed" : "tracker";
    return {"Enter adds it, Tab: it is a " + other + ", Esc leaves it",
            "Enter adds it, Tab: a " + other + ", Esc"};
}

} // namespace

/// The field in the last row, what its keys do in the one above.
void draw_prompt(Canvas& canvas) {
    if (!canvas.state.prompt)
        return;
    auto const& prompt = *canvas.state.prompt;
    int const row = canvas.size().rows - 1;
    auto const role = prompt.complaint.empty() ? Role::dim : Role::bad;
    canvas.frame.fill({row - 1, 0}, canvas.columns(), role);
    int const room = canvas.columns() - 2;
    canvas.frame.label({row - 1, 1}, longest_fitting(hints_of(prompt), room), role, room);
    canvas.frame.fill({row, 0}, canvas.columns(), Role::text);
    int const used = canvas.frame.text({row, 0}, name_of(prompt), Role::key);
    draw_field(canvas.frame, {row, used}, canvas.columns() - used, prompt.field, true);
}

} // namespace shoal::tui
