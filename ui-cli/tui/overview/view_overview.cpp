#include "core/base/units.hpp"
#include "ui-cli/term/sanitise.hpp"
#include "ui-cli/term/width.hpp"
#include "ui-cli/tui/draw/format.hpp"
#include "ui-cli/tui/model/standing.hpp"
#include "ui-cli/tui/overview/view_course.hpp"
#include "ui-cli/tui/overview/view_health.hpp"
#include "ui-cli/tui/views.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace shoal::tui {
namespace {

using api::TorrentView;
using term::Role;

struct Fact {
    std::string_view name;
    std::string value;
    Role role = Role::text;
};

std::string done_text(Canvas const& canvas, TorrentView const& torrent) {
    if (torrent.wanted <= 0)
        return "unknown until the metadata is here";
    auto const share = static_cast<double>(torrent.done) / static_cast<double>(torrent.wanted);
    auto text = fmt::format("{} {} %   {} of {}", bar(share, 20, canvas.caps.charset),
                            percent(torrent.done, torrent.wanted), format_size(torrent.done),
                            format_size(torrent.wanted));
    if (torrent.pieces_done < torrent.pieces)
        text +=
            fmt::format(", {} of {} pieces", grouped(torrent.pieces_done), grouped(torrent.pieces));
    if (torrent.size > torrent.wanted)
        text += fmt::format("; the whole torrent has {}", format_size(torrent.size));
    return text;
}

std::string rate_text(std::int64_t rate, std::int64_t limit) {
    return format_rate(rate) + (limit > 0 ? ", limit " + format_rate(limit) : "");
}

std::string totals_text(TorrentView const& torrent) {
    auto const received = torrent.downloaded + torrent.downloaded_before;
    auto const sent = torrent.uploaded + torrent.uploaded_before;
    auto text = fmt::format("{} received, {} sent", format_size(received), format_size(sent));
    if (auto const ratio = api::ratio(torrent))
        text += fmt::format(", ratio {:.2f}", *ratio);
    if (torrent.wasted > 0)
        text += fmt::format(", {} thrown away", format_size(torrent.wasted));
    if (torrent.pieces_failed > 0)
        text += fmt::format(", {} failed their hash",
                            counted(static_cast<std::size_t>(torrent.pieces_failed), "piece"));
    return text;
}

std::string peers_text(TorrentView const& torrent) {
    return fmt::format("{} connected, {} complete; {:.2f} copies among them", torrent.peers,
                       torrent.seeds, torrent.distributed_copies);
}

std::string sources_text(TorrentView const& torrent) {
    std::string text;
    for (auto const& [source, peers] : torrent.sources)
        text += fmt::format("{}{} {}", text.empty() ? "" : ", ", source, peers);
    return text.empty() ? "nobody yet" : text;
}

std::string goal_text(api::SeedGoal const& goal) {
    std::vector<std::string> parts;
    if (goal.ratio)
        parts.push_back(fmt::format("ratio {:.2f}", *goal.ratio));
    if (goal.time)
        parts.push_back("seeded for " + format_duration(*goal.time));
    if (goal.idle)
        parts.push_back("idle for " + format_duration(*goal.idle));
    if (goal.seeds)
        parts.push_back(counted(static_cast<std::size_t>(*goal.seeds), "other seed"));
    std::string text;
    for (auto const& part : parts)
        text += (text.empty() ? "" : ", ") + part;
    return text;
}

std::string priority_text(api::Priority priority) {
    return priority == api::Priority::high ? "high: a greater share of the limits"
                                           : "low: a smaller share of the limits";
}

std::vector<Fact> facts_of(Canvas const& canvas, TorrentView const& torrent) {
    auto const how = standing(torrent);
    std::vector<Fact> facts{
        {"State", how.sentence + way_out(torrent, overview_scope, canvas.state.keymap), how.role},
        {"Done", done_text(canvas, torrent)},
        {"Down", rate_text(torrent.down_rate, torrent.limits.down), Role::down},
        {"Up", rate_text(torrent.up_rate, torrent.limits.up), Role::up},
        {"In all", totals_text(torrent)},
        {"Peers", peers_text(torrent)},
        {"Found by", sources_text(torrent)},
    };
    if (torrent.queue_position > 0)
        facts.push_back({"Queue", fmt::format("place {}", torrent.queue_position)});
    if (torrent.priority != api::Priority::normal)
        facts.push_back({"Priority", priority_text(torrent.priority)});
    if (!torrent.label.empty())
        facts.push_back({"Label", torrent.label});
    if (auto goal = goal_text(torrent.goal); !goal.empty())
        facts.push_back({"Goal", std::move(goal)});
    if (torrent.is_private)
        facts.push_back({"Private", "only its own trackers tell who has it"});
    if (torrent.sequential)
        facts.push_back({"Order", "pieces in sequence"});
    if (torrent.completed)
        facts.push_back({"Complete", "since " + date_time(*torrent.completed)});
    return facts;
}

std::string formats_of(api::InfoHash const& hash) {
    return hash.v1 && hash.v2 ? "v1+v2" : hash.v2 ? "v2" : "v1";
}

/// What the torrent is, for the lines at the bottom.
std::vector<std::string> nature_of(Canvas const& canvas, TorrentView const& torrent) {
    std::vector<std::string> parts;
    if (torrent.size > 0)
        parts.push_back(format_size(torrent.size));
    if (torrent.pieces > 0)
        parts.push_back(fmt::format("{} pieces {} {}", grouped(torrent.pieces),
                                    canvas.sign("×", "x"), format_size(torrent.piece_size)));
    parts.push_back(formats_of(torrent.info_hash));
    if (torrent.added != WallTime{})
        parts.push_back("added " + date_time(torrent.added).substr(0, 10));
    if (!torrent.dir.empty())
        parts.push_back(torrent.dir);
    parts.push_back("infohash " + api::display(torrent.info_hash));
    auto const key = key_for(Action::copy_magnet, overview_scope, canvas.state.keymap);
    if (!key.empty())
        parts.push_back(bracketed(key) + " copy magnet");
    return parts;
}

/// Part by part, as many in a row as it has room for; a part alone may be cut off.
std::vector<std::string> in_rows(std::vector<std::string> const& parts, int width) {
    constexpr std::string_view gap = "   ";
    std::vector<std::string> rows;
    int left = 0;
    for (auto const& part : parts) {
        auto const safe = term::sanitise(part);
        int const more = term::display_width(safe) + static_cast<int>(gap.size());
        if (rows.empty() || more > left) {
            rows.push_back(safe);
            left = width - more + static_cast<int>(gap.size());
        } else {
            rows.back() += std::string{gap} + safe;
            left -= more;
        }
    }
    return rows;
}

constexpr int least_for_graphs = 22; ///< rows below the tabs
constexpr int least_for_tall_graphs = 44;
constexpr int least_for_nature = 10;
constexpr std::size_t most_nature_rows = 2;

/// Rows at the bottom; returns how many.
int draw_nature(Canvas& canvas, int end, TorrentView const& torrent) {
    auto rows = in_rows(nature_of(canvas, torrent), canvas.columns() - 2);
    rows.resize(std::min(rows.size(), most_nature_rows));
    int row = end - static_cast<int>(rows.size());
    for (auto const& text : rows)
        canvas.frame.label({row++, 1}, text, Role::dim, canvas.columns() - 2);
    return static_cast<int>(rows.size());
}

} // namespace

void draw_overview(Canvas& canvas, TorrentView const& torrent) {
    auto const body = body_area(canvas.size());
    int end = body.top + body.rows;
    if (body.rows >= least_for_nature)
        end -= draw_nature(canvas, end, torrent);
    if (body.rows >= least_for_graphs)
        end -= draw_courses(canvas, end, torrent.id, body.rows < least_for_tall_graphs ? 1 : 3) + 1;
    int row = body.top;
    bool const has_room = body.rows > 12;
    if (int const used = draw_health(canvas, torrent, row, has_room ? end - row - 2 : 3))
        row += used + (end - row - used > 6 ? 1 : 0);
    for (auto const& [name, value, role] : facts_of(canvas, torrent))
        row += fact(canvas, row, end - row, name, value, role);
}

} // namespace shoal::tui
