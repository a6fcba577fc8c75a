#include "ui-cli/tui/draw/format.hpp"
#include "ui-cli/tui/list/view_list_parts.hpp"
#include "ui-cli/tui/list/worst.hpp"
#include "ui-cli/tui/log/log_lines.hpp"
#include "ui-cli/tui/model/standing.hpp"
#include "ui-cli/tui/overview/view_health.hpp"

#include <fmt/format.h>

#include <array>

namespace shoal::tui {
namespace {

using api::TorrentView;
using term::Role;

bool is_at_cursor(Canvas const& canvas, TorrentView const& torrent) {
    return torrent.id == canvas.state.list.cursor;
}

/// What is the matter with it, as far as the engine knows, else how it stands. Another than the one
/// at the cursor is named, with the way to it, where there is no line for that.
void draw_reason(Canvas& canvas, Area area, TorrentView const& torrent, bool is_named) {
    auto const how = standing(torrent);
    // Of what is complete by now the last answer tells no more.
    bool const is_asked = torrent.state == api::TorrentState::downloading;
    auto const reason = is_asked ? reason_in_words(canvas, torrent) : std::string{};
    auto text =
        reason.empty() ? how.sentence + way_out(torrent, list_scope, canvas.state.keymap) : reason;
    if (is_named && !is_at_cursor(canvas, torrent)) {
        auto const key = bracketed(key_for(Action::worst, list_scope, canvas.state.keymap));
        text = fmt::format("{}{}{}: {}", key, key.empty() ? "" : " ", shown_name(torrent), text);
    }
    draw_wrapped(canvas, area, 1, canvas.columns() - 2, text, how.role);
}

void draw_name(Canvas& canvas, int row, TorrentView const& torrent) {
    Line line{canvas, {row, 1}, canvas.columns() - 2};
    line.add(shown_name(torrent), Role::strong);
    if (torrent.health)
        line.add(fmt::format("  health {}", *torrent.health), health_role(*torrent.health));
    line.add("  " + counted(static_cast<std::size_t>(torrent.peers), "peer") + "  " + torrent.dir,
             Role::dim);
}

/// "[T] announce now   [W] add a source …", each as good as its key. Keys are about the cursor's
/// torrent, so for another there is the way to it.
void draw_fixes(Canvas& canvas, int row, TorrentView const& torrent) {
    struct Fix {
        Action action;
        std::string_view words;
    };

    static constexpr std::array fixes{Fix{Action::announce, "announce now"},
                                      Fix{Action::add_sources, "add web seed"},
                                      Fix{Action::raise, "priority"}, Fix{Action::open, "detail"}};
    int column = 1;
    auto const draw = [&](Fix const& fix) {
        auto const key = key_for(fix.action, list_scope, canvas.state.keymap);
        int const width = static_cast<int>(key.size() + fix.words.size()) + 3;
        if (key.empty() || column + width > canvas.columns())
            return;
        canvas.frame.clickable({row, column}, width, std::string{key});
        column += canvas.frame.text({row, column}, bracketed(key), Role::key);
        column += canvas.frame.text({row, column}, fmt::format(" {}   ", fix.words), Role::dim);
    };
    if (!is_at_cursor(canvas, torrent))
        return draw({Action::worst, "go there"});
    for (auto const& fix : fixes)
        draw(fix);
}

void draw_newest(Canvas& canvas, int row) {
    if (canvas.model.log.empty())
        return;
    auto const& event = canvas.model.log.back().event;
    auto const subject = subject_of(event);
    Line{canvas, {row, 1}, canvas.columns() - 2}.add(
        fmt::format("{} {}  {}{}{} {}", clock_time(event.time), level_word(event), subject,
                    subject.empty() ? "" : ": ", words_of(event), where_of(event)),
        Role::dim);
}

} // namespace

void draw_list_pane(Canvas& canvas, Area pane) {
    auto const torrent = pane_subject(canvas.state, canvas.model);
    bool const is_tall = pane.rows > 2;
    if (torrent && !is_tall)
        draw_reason(canvas, pane, *torrent, true);
    if (!is_tall)
        return;
    canvas.frame.fill({pane.top, 0}, canvas.columns(), Role::dim, canvas.sign("─", "-"));
    if (torrent) {
        draw_name(canvas, pane.top + 1, *torrent);
        draw_reason(canvas, {pane.top + 2, 2}, *torrent, false);
        draw_fixes(canvas, pane.top + 4, *torrent);
    }
    draw_newest(canvas, pane.top + pane.rows - 1);
}

} // namespace shoal::tui
