#include "ui-cli/tui/overview/view_health.hpp"

#include "ui-cli/tui/draw/format.hpp"
#include "ui-cli/tui/model/course.hpp"
#include "ui-cli/tui/overview/cause_key.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace shoal::tui {
namespace {

using api::HealthView;
using api::HealthWord;
using term::Role;

constexpr int bar_width = 10;
constexpr int evidence_column = 24 + bar_width;
constexpr std::size_t most_causes = 3;
constexpr int least_for_components = 10; ///< rows

Role word_role(HealthWord word) {
    switch (word) {
    case HealthWord::unknown:
        return Role::dim;
    case HealthWord::dead:
    case HealthWord::incomplete:
        return Role::bad;
    case HealthWord::at_risk:
        return Role::warn;
    case HealthWord::fair:
    case HealthWord::healthy:
        return Role::good;
    }
    return Role::text;
}

/// "−26 in the last hour", "−26 in 1h00".
std::string trend_text(Canvas const& canvas, Trend trend, bool is_short) {
    bool const is_hour = trend.in >= 1h && !is_short;
    auto const span = is_hour ? std::string{"the last hour"} : short_time(trend.in.count());
    if (trend.by == 0)
        return "the same as " + (is_hour ? std::string{"an hour ago"} : span + " ago");
    auto const sign = trend.by > 0 ? "+" : canvas.sign("−", "-");
    return fmt::format("{}{} in {}", sign, std::abs(trend.by), span);
}

void draw_grade(Canvas& canvas, int row, api::TorrentId id, HealthView const& health) {
    Line line{canvas, {row, 1}, canvas.columns() - 2};
    line.add("HEALTH  ", Role::strong);
    if (!health.grade) {
        line.add("--  ", Role::dim).add(health.missing_evidence, Role::dim);
        return;
    }
    line.add(fmt::format("{}/100  {}", *health.grade, api::to_string(health.word)),
             word_role(health.word));
    if (auto const trend = trend_of(canvas.model, id, *health.grade))
        line.add(longest_fitting({"   " + trend_text(canvas, *trend, false),
                                  "   " + trend_text(canvas, *trend, true), ""},
                                 line.left()),
                 trend->by < 0   ? Role::warn
                 : trend->by > 0 ? Role::good
                                 : Role::dim);
    auto const seen = fmt::format("   {} peers seen for {}", health.observed.peers,
                                  short_time(static_cast<std::int64_t>(health.observed.seconds)));
    line.add(longest_fitting({seen, ""}, line.left()), Role::dim);
}

/// Evidence that has not the room beside its bar is wrapped below. Returns the rows used.
int draw_component(Canvas& canvas, int row, int rows, api::HealthComponent const& part) {
    auto const share = part.points / part.of;
    auto const role = share < 0.34 ? Role::bad : share < 0.67 ? Role::warn : Role::good;
    cell(canvas, {row, 2}, 12, part.name, Align::left);
    cell(canvas, {row, 15}, 6,
         fmt::format("{:.0f}/{:.0f}", std::floor(part.points), std::round(part.of)), Align::right);
    canvas.frame.text({row, 22}, bar(share, bar_width, canvas.caps.charset), role);
    int const width = std::max(1, canvas.columns() - evidence_column - 1);
    return std::max(1, draw_wrapped(canvas, {row, rows}, evidence_column, width, part.evidence));
}

/// Long evidence gets what is left when all have a row, advice and the likeliest cause too.
int draw_components(Canvas& canvas, int row, int rows, HealthView const& health) {
    auto const& why = canvas.model.details.why;
    int const others = why && !why->causes.empty() ? 5 : 3;
    auto const applies = [](auto const& part) {
        return part.of > 0;
    };
    int spare = rows - others - static_cast<int>(std::ranges::count_if(health.components, applies));
    int const begin = row;
    for (auto const& part : health.components) {
        if (!applies(part))
            continue;
        int const used = draw_component(canvas, row, 1 + std::max(0, spare), part);
        row += used;
        spare -= used - 1;
    }
    return row - begin;
}

int draw_cause(Canvas& canvas, int row, int end, api::CauseView const& cause,
               std::string_view keys) {
    int const width = canvas.columns() - 10;
    auto text = cause.title;
    if (!cause.evidence.empty())
        text += ": " + cause.evidence.front();
    int const begin = row;
    row += draw_wrapped(canvas, {row, end - row}, 9, width, text, Role::warn);
    Line fix{canvas, {row, 9}, width};
    if (row >= end || cause.fix.empty())
        return row - begin;
    fix.add(canvas.sign("→ ", "> "), Role::dim).add(cause.fix);
    if (!keys.empty())
        fix.add(fmt::format("  [{}]", keys), Role::key);
    return row + 1 - begin;
}

int draw_causes(Canvas& canvas, int row, int end, api::TorrentView const& torrent) {
    auto const& why = *canvas.model.details.why;
    int const begin = row;
    if (why.causes.empty() || row >= end)
        return 0;
    canvas.frame.text({row, 1}, "WHY", Role::strong);
    for (std::size_t i = 0; i < std::min(most_causes, why.causes.size()) && row < end; ++i)
        row += draw_cause(canvas, row, end, why.causes[i],
                          keys_against(why.causes[i].cause, torrent, scope_of(canvas.state),
                                       canvas.state.keymap));
    return row - begin;
}

} // namespace

Role health_role(int grade) {
    return grade < 20 ? Role::bad : grade < 50 ? Role::warn : Role::good;
}

int draw_health(Canvas& canvas, api::TorrentView const& torrent, int row, int rows) {
    auto const& details = canvas.model.details;
    int const begin = row;
    int const end = row + rows;
    if (rows <= 0 || !details.health)
        return 0;
    draw_grade(canvas, row++, torrent.id, *details.health);
    bool const has_room = rows >= least_for_components;
    if (has_room)
        row += draw_components(canvas, row, rows - 1, *details.health);
    if (has_room || !details.why || details.why->causes.empty())
        row += draw_advice(canvas, row, end - row, torrent, *details.health);
    if (details.why)
        row += draw_causes(canvas, row, std::min(end, row + (has_room ? 6 : 2)), torrent);
    return row - begin;
}

std::string reason_in_words(Canvas const& canvas, api::TorrentView const& torrent) {
    auto const& details = canvas.model.details;
    if (details.id != torrent.id || !details.why || details.why->causes.empty())
        return {};
    auto const& cause = details.why->causes.front();
    auto text = cause.title;
    if (!cause.evidence.empty())
        text += ": " + cause.evidence.front();
    if (cause.fix.empty())
        return text;
    text += fmt::format(" {} {}", canvas.sign("→", ">"), cause.fix);
    // In the list keys are about the torrent at the cursor.
    bool const is_meant =
        canvas.state.where == Where::detail || canvas.state.list.cursor == torrent.id;
    auto const keys =
        is_meant ? keys_against(cause.cause, torrent, scope_of(canvas.state), canvas.state.keymap)
                 : std::string{};
    return keys.empty() ? text : fmt::format("{} [{}]", text, keys);
}

} // namespace shoal::tui
