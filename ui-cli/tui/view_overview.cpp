#include "core/base/units.hpp"
#include "ui-cli/tui/format.hpp"
#include "ui-cli/tui/standing.hpp"
#include "ui-cli/tui/view_health.hpp"
#include "ui-cli/tui/views.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace shoal::tui {
namespace {

using api::TorrentView;
using term::Role;

constexpr int graph_rows = 3;

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

std::string dates_text(TorrentView const& torrent) {
    auto text = date_time(torrent.added);
    return torrent.completed ? text + ", complete " + date_time(*torrent.completed) : text;
}

std::vector<Fact> facts_of(Canvas const& canvas, TorrentView const& torrent) {
    auto const how = standing(torrent);
    std::vector<Fact> facts{
        {"State", how.sentence, how.role},
        {"Done", done_text(canvas, torrent)},
        {"Down", rate_text(torrent.down_rate, torrent.limits.down), Role::down},
        {"Up", rate_text(torrent.up_rate, torrent.limits.up), Role::up},
        {"In all", totals_text(torrent)},
        {"Peers", peers_text(torrent)},
        {"Found by", sources_text(torrent)},
    };
    if (torrent.queue_position > 0)
        facts.push_back({"Queue", fmt::format("place {}", torrent.queue_position)});
    if (!torrent.label.empty())
        facts.push_back({"Label", torrent.label});
    if (auto goal = goal_text(torrent.goal); !goal.empty())
        facts.push_back({"Goal", std::move(goal)});
    if (!torrent.dir.empty())
        facts.push_back({"Folder", torrent.dir});
    if (torrent.pieces > 0)
        facts.push_back(
            {"Pieces", fmt::format("{} of {}, {} each", grouped(torrent.pieces_done),
                                   grouped(torrent.pieces), format_size(torrent.piece_size))});
    if (torrent.is_private)
        facts.push_back({"Private", "only its own trackers tell who has it"});
    if (torrent.sequential)
        facts.push_back({"Order", "pieces in sequence"});
    if (torrent.added != WallTime{})
        facts.push_back({"Added", dates_text(torrent)});
    facts.push_back({"Hash", api::display(torrent.info_hash)});
    return facts;
}

void draw_minutes(Canvas& canvas, int row, TorrentView const& torrent) {
    auto const& history = canvas.model.history;
    int const width = std::min(canvas.columns() - 24, static_cast<int>(History::torrent_steps));
    canvas.frame.text({row, 1}, "Last five minutes", Role::dim);
    int line = row + 1;
    for (auto const& [sign, all, role] :
         {std::tuple{canvas.down_sign(), history.down(torrent.id), Role::down},
          std::tuple{canvas.up_sign(), history.up(torrent.id), Role::up}}) {
        auto const peak = newest_peak(all, width);
        canvas.frame.text({line, 1}, sign, role);
        canvas.frame.text({line, 3}, spark(all, width, peak, canvas.caps.charset), role);
        canvas.frame.text({line++, width + 5}, fmt::format("peak {}/s", short_size(peak)),
                          Role::dim);
    }
}

} // namespace

void draw_overview(Canvas& canvas, TorrentView const& torrent) {
    auto const body = body_area(canvas.size());
    int const end = body.top + body.rows;
    int row = body.top;
    bool const has_room = body.rows > 16;
    if (int const used = draw_health(canvas, torrent, row, has_room ? body.rows - 6 : 3))
        row += used + (has_room ? 1 : 0);
    for (auto const& [name, value, role] : facts_of(canvas, torrent))
        row += fact(canvas, row, end - row, name, value, role);
    if (row + 1 + graph_rows <= end)
        draw_minutes(canvas, row + 1, torrent);
}

} // namespace shoal::tui
