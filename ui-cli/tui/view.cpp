#include "ui-cli/tui/view.hpp"

#include "ui-cli/tui/views.hpp"

namespace shoal::tui {
namespace {

/// The newest word to the user, over the row above the bar.
void draw_notice(Canvas& canvas) {
    auto const& notice = canvas.state.notice;
    if (notice.text.empty())
        return;
    int const row = canvas.size().rows - 2;
    canvas.frame.fill({row, 0}, canvas.columns(), notice.role);
    canvas.frame.label({row, 1}, notice.text, notice.role, canvas.columns() - 2);
}

} // namespace

term::Frame render(Model const& model, ViewState const& state, term::Caps caps) {
    term::Frame frame{state.size, caps.charset};
    Canvas canvas{frame, model, state, caps};
    if (state.size.columns < least_size.columns || state.size.rows < least_size.rows) {
        draw_wrapped(canvas, {0, state.size.rows}, 0, state.size.columns,
                     "shoal needs 40 columns and 10 rows here", term::Role::warn);
        return frame;
    }
    if (auto const* const help = std::get_if<HelpDialog>(&state.dialog)) {
        draw_help(canvas, *help);
        return frame;
    }
    if (auto const* const report = std::get_if<ReportDialog>(&state.dialog)) {
        draw_report(canvas, *report);
        return frame;
    }
    draw_title(canvas);
    if (state.where == Where::list)
        draw_list(canvas);
    else if (state.where == Where::detail)
        draw_detail(canvas);
    else if (state.where == Where::net)
        draw_net(canvas);
    else if (state.where == Where::setup)
        draw_setup(canvas);
    else
        draw_log(canvas);
    draw_trouble(canvas);
    draw_notice(canvas);
    draw_search_line(canvas);
    draw_command_line(canvas);
    draw_prompt(canvas);
    draw_dialog(canvas);
    return frame;
}

} // namespace shoal::tui
