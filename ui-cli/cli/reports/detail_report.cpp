#include "ui-cli/cli/reports/detail_report.hpp"

#include "core/base/check.hpp"
#include "core/base/units.hpp"
#include "ui-cli/cli/reports/get_report.hpp"
#include "ui-cli/cli/reports/health_report.hpp"
#include "ui-cli/cli/reports/table.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace shoal::cli {
namespace {

using api::TorrentView;

constexpr int default_width = 80;

/// "LABEL       TEXT"; an empty text gives no line.
class Labelled {
public:
    void add(std::string_view label, std::string const& text) {
        if (!text.empty())
            lines_.push_back(fmt::format("{:<12} {}", label, text));
    }

    [[nodiscard]] Lines take() { return std::move(lines_); }

private:
    Lines lines_;
};

std::string seconds_text(std::optional<std::chrono::seconds> const& duration) {
    return duration ? format_duration(*duration) : std::string{};
}

std::string limit_text(std::int64_t rate) {
    return rate > 0 ? format_rate(rate) : std::string{"no limit"};
}

std::string goal_text(api::SeedGoal const& goal) {
    std::vector<std::string> parts;
    if (goal.ratio)
        parts.push_back(fmt::format("ratio {:.2f}", *goal.ratio));
    if (goal.time)
        parts.push_back(fmt::format("after {}", seconds_text(goal.time)));
    if (goal.idle)
        parts.push_back(fmt::format("idle for {}", seconds_text(goal.idle)));
    auto text = fmt::format("{}", fmt::join(parts, " or "));
    if (goal.seeds)
        text += fmt::format("{}not below {} other seeds", text.empty() ? "" : ", ", *goal.seeds);
    return text;
}

std::string sources_text(TorrentView const& torrent) {
    std::vector<std::string> parts;
    for (auto const& [source, count] : torrent.sources)
        parts.push_back(fmt::format("{} by {}", count, source));
    return fmt::format("{}", fmt::join(parts, ", "));
}

std::string moved_text(std::int64_t before, std::int64_t now) {
    return fmt::format("{}, {} of it since the daemon started", format_size(before + now),
                       format_size(now));
}

std::string done_text(TorrentView const& torrent) {
    return fmt::format("{} of {} wanted ({})", format_size(torrent.done),
                       format_size(torrent.wanted), percent(fraction_done(torrent)));
}

std::string eta_text(TorrentView const& torrent) {
    auto const eta = torrent.wanted > torrent.done ? api::eta_seconds(torrent) : std::nullopt;
    return eta ? format_duration(std::chrono::seconds{*eta}) : std::string{};
}

void add_identity(Labelled& lines, TorrentView const& torrent) {
    lines.add("Name", torrent.name);
    lines.add("ID", std::to_string(torrent.id));
    lines.add("Info-hash", torrent.info_hash.v1 ? to_hex(*torrent.info_hash.v1) : "");
    lines.add("Info-hash 2", torrent.info_hash.v2 ? to_hex(*torrent.info_hash.v2) : "");
    lines.add("State", std::string{api::to_string(torrent.state)});
    lines.add("Error", torrent.error);
    lines.add("Folder", torrent.dir);
    lines.add("Label", torrent.label);
}

void add_content(Labelled& lines, TorrentView const& torrent) {
    if (torrent.metadata_pieces > 0)
        lines.add("Metadata", fmt::format("{} of {} pieces, 16 KiB each", torrent.metadata_done,
                                          torrent.metadata_pieces));
    if (torrent.size == 0)
        return;
    lines.add("Size", format_size(torrent.size));
    lines.add("Done", done_text(torrent));
    lines.add("Time to go", eta_text(torrent));
    lines.add("Files", count_cell(torrent.files));
    lines.add("Pieces", fmt::format("{} of {}, {} each{}", torrent.pieces_done, torrent.pieces,
                                    format_size(torrent.piece_size),
                                    torrent.pieces_failed > 0
                                        ? fmt::format(", {} failed", torrent.pieces_failed)
                                        : ""));
}

void add_traffic(Labelled& lines, TorrentView const& torrent) {
    lines.add("Rates", fmt::format("down {}, up {}", format_rate(torrent.down_rate),
                                   format_rate(torrent.up_rate)));
    lines.add("Downloaded", moved_text(torrent.downloaded_before, torrent.downloaded));
    lines.add("Uploaded", moved_text(torrent.uploaded_before, torrent.uploaded));
    lines.add("Wasted", torrent.wasted > 0 ? format_size(torrent.wasted) : "");
    auto const ratio = api::ratio(torrent);
    lines.add("Ratio", ratio ? fmt::format("{:.2f}", *ratio) : "");
    lines.add("Peers", fmt::format("{}, {} of them seeds; {} known", torrent.peers, torrent.seeds,
                                   torrent.known_peers));
    lines.add("Copies", torrent.peers > 0 ? fmt::format("{:.2f}", torrent.distributed_copies) : "");
    lines.add("Found", sources_text(torrent));
}

void add_rules(Labelled& lines, TorrentView const& torrent) {
    if (torrent.limits != api::RateLimits{})
        lines.add("Limits", fmt::format("down {}, up {}", limit_text(torrent.limits.down),
                                        limit_text(torrent.limits.up)));
    lines.add("Seeds until", goal_text(torrent.goal));
    lines.add("Priority", torrent.priority == api::Priority::normal
                              ? ""
                              : std::string{api::to_string(torrent.priority)});
    lines.add("Sequential", torrent.sequential ? "yes" : "");
    lines.add("Private", torrent.is_private ? "yes" : "");
    lines.add("Queue", count_cell(torrent.queue_position));
    lines.add("Added", format_time(torrent.added));
    lines.add("Completed", torrent.completed ? format_time(*torrent.completed) : "");
}

std::string_view web_seed_state(api::WebSeedView const& seed) {
    if (!seed.error.empty())
        return "failing";
    return seed.is_connected ? "connected" : "idle";
}

double fraction(std::int64_t part, std::int64_t whole) {
    return whole > 0 ? static_cast<double>(part) / static_cast<double>(whole) : 1;
}

template <class T>
std::string optional_cell(std::optional<T> const& value) {
    return value ? std::to_string(*value) : std::string{};
}

} // namespace

Lines info_lines(TorrentView const& torrent) {
    Labelled lines;
    add_identity(lines, torrent);
    add_content(lines, torrent);
    add_traffic(lines, torrent);
    add_rules(lines, torrent);
    return lines.take();
}

Lines file_lines(std::vector<api::FileView> const& files, std::optional<int> width) {
    Table table{{{"N", Align::right},
                 {"DONE", Align::right},
                 {"SIZE", Align::right},
                 {"PRIORITY", Align::left},
                 {"PATH", Align::left}}};
    for (std::size_t i = 0; i < files.size(); ++i)
        table.add({std::to_string(i), percent(fraction(files[i].done, files[i].size)),
                   size_cell(files[i].size), std::string{api::to_string(files[i].priority)},
                   files[i].path});
    return table.lines(width);
}

Lines peer_lines(std::vector<api::PeerView> const& peers, std::optional<int> width) {
    Table table{{{"ADDRESS", Align::left},
                 {"DONE", Align::right},
                 {"DOWN", Align::right, 1},
                 {"UP", Align::right, 1},
                 {"RECEIVED", Align::right, 4},
                 {"SENT", Align::right, 4},
                 {"RTT", Align::right, 6},
                 {"FLAGS", Align::left},
                 {"FOUND", Align::left, 5},
                 {"CLIENT", Align::left, 3},
                 {"WHY", Align::left}}};
    for (auto const& peer : peers)
        table.add({api::to_string(peer.endpoint), percent(peer.done), rate_cell(peer.down_rate),
                   rate_cell(peer.up_rate), size_cell(peer.downloaded), size_cell(peer.uploaded),
                   peer.rtt ? fmt::format("{:.0f}ms", *peer.rtt * 1000) : "", peer_flags(peer),
                   fmt::format("{}", fmt::join(peer.sources, ",")), peer.client,
                   peer.choke_reason});
    return table.lines(width);
}

Lines tracker_lines(std::vector<api::TrackerView> const& trackers, std::optional<int> width) {
    Table table{{{"TIER", Align::right},
                 {"STATE", Align::left},
                 {"SEEDS", Align::right, 1},
                 {"LEECHES", Align::right, 1},
                 {"FAILS", Align::right, 2},
                 {"NEXT", Align::right, 3},
                 {"TOOK", Align::right, 4},
                 {"URL", Align::left},
                 {"MESSAGE", Align::left}}};
    for (auto const& tracker : trackers)
        table.add({std::to_string(tracker.tier), std::string{api::to_string(tracker.state)},
                   optional_cell(tracker.seeds), optional_cell(tracker.leeches),
                   count_cell(tracker.fails),
                   tracker.next_in ? format_duration(std::chrono::seconds{*tracker.next_in}) : "",
                   tracker.took ? fmt::format("{:.2f} s", *tracker.took) : "", tracker.url,
                   tracker.message});
    return table.lines(width);
}

Lines web_seed_lines(std::vector<api::WebSeedView> const& web_seeds, std::optional<int> width) {
    Table table{{{"STATE", Align::left},
                 {"DOWN", Align::right, 1},
                 {"RECEIVED", Align::right, 2},
                 {"FAILING", Align::right, 3},
                 {"WEB SEED", Align::left},
                 {"MESSAGE", Align::left}}};
    for (auto const& seed : web_seeds)
        table.add({std::string{web_seed_state(seed)}, rate_cell(seed.down_rate),
                   size_cell(seed.downloaded),
                   seed.failing_for ? format_duration(std::chrono::seconds{
                                          static_cast<std::int64_t>(*seed.failing_for)})
                                    : "",
                   seed.url, seed.error});
    return table.lines(width);
}

Lines holder_lines(std::vector<api::HolderView> const& holders, std::optional<int> width) {
    Table table{{{"PIECES", Align::right}, {"ADDRESS", Align::left}, {"CLIENT", Align::left}}};
    for (auto const& holder : holders)
        table.add({std::to_string(holder.pieces), api::to_string(holder.endpoint), holder.client});
    return table.lines(width);
}

std::string peer_flags(api::PeerView const& peer) {
    std::string flags;
    auto const add = [&](bool holds, char flag) {
        if (holds)
            flags += flag;
    };
    add(peer.is_seed, 'S');
    add(peer.we_want, peer.it_chokes ? 'd' : 'D');
    add(peer.it_wants, peer.we_choke ? 'u' : 'U');
    add(peer.is_pinned, 'A');
    add(peer.is_encrypted, 'E');
    add(peer.is_utp, 'T');
    add(!peer.is_outgoing, 'I');
    return flags;
}

std::string event_line(api::Event const& event) {
    auto text = fmt::format("{}  {:<12}", format_time(event.time), api::to_string(event.kind));
    if (event.id != 0)
        text += fmt::format("  {} {}", event.id, event.name);
    if (!event.text.empty())
        text += "  " + event.text;
    if (!event.where.empty())
        text += fmt::format("  on {}", event.where);
    return text;
}

Lines answer_lines(api::Answer const& answer, std::optional<int> width) {
    struct Show {
        std::optional<int> width;

        Lines operator()(std::vector<api::FileView> const& files) const {
            return file_lines(files, width);
        }

        Lines operator()(std::vector<api::PeerView> const& peers) const {
            return peer_lines(peers, width);
        }

        Lines operator()(api::PiecesView const& pieces) const {
            return piece_lines(pieces, width.value_or(default_width));
        }

        Lines operator()(std::vector<api::TrackerView> const& trackers) const {
            return tracker_lines(trackers, width);
        }

        Lines operator()(std::vector<api::WebSeedView> const& web_seeds) const {
            return web_seed_lines(web_seeds, width);
        }

        Lines operator()(std::vector<api::HolderView> const& holders) const {
            return holder_lines(holders, width);
        }

        Lines operator()(api::HealthView const& health) const { return health_text(health); }

        Lines operator()(api::WhyView const& why) const { return why_text(why); }

        Lines operator()(std::vector<api::Event> const& events) const {
            Lines lines;
            std::ranges::transform(events, std::back_inserter(lines), event_line);
            return lines;
        }

        Lines operator()(api::SessionFigures const&) const {
            SHOAL_CHECK(false, "the session's figures are of no torrent");
        }

        Lines operator()(api::HistoryView const& history) const { return history_text(history); }
    };

    return std::visit(Show{width}, answer);
}

} // namespace shoal::cli
