#include "ui-cli/cli/reports/get_report.hpp"

#include "core/base/units.hpp"
#include "ui-cli/term/sanitise.hpp"
#include "ui-cli/term/width.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>

namespace shoal::cli {
namespace {

using Json = nlohmann::ordered_json;
using api::TorrentState;
using api::TorrentView;

constexpr int shortest_bar = 8;

void add_progress(Json& json, TorrentView const& view) {
    auto const eta = api::eta_seconds(view);
    json.update({{"state", api::to_string(view.state)},
                 {"size", view.size},
                 {"wanted", view.wanted},
                 {"done", view.done},
                 {"checked", view.checked},
                 {"pieces", view.pieces},
                 {"pieces_done", view.pieces_done},
                 {"pieces_failed", view.pieces_failed},
                 {"down", view.down_rate},
                 {"up", view.up_rate},
                 {"downloaded", view.downloaded},
                 {"uploaded", view.uploaded},
                 {"peers", view.peers},
                 {"seeds", view.seeds},
                 {"eta", view.wanted > 0 && eta ? Json(*eta) : Json(nullptr)}});
}

std::string rates(TorrentView const& view) {
    return fmt::format("down {} up {}", format_rate(view.down_rate), format_rate(view.up_rate));
}

std::string people(TorrentView const& view) {
    return fmt::format("{} {}", view.peers, view.peers == 1 ? "peer" : "peers");
}

std::string remaining(TorrentView const& view) {
    auto const eta = api::eta_seconds(view);
    return eta ? "ETA " + format_duration(std::chrono::seconds{*eta}) : "ETA -";
}

/// What follows the name in a progress line.
std::string standing(TorrentView const& view) {
    switch (view.state) {
    case TorrentState::loading:
        return "loading";
    case TorrentState::checking:
        return fmt::format("checking {}", percent(view.checked));
    case TorrentState::metadata:
        return view.metadata_pieces > 0 ? fmt::format("metadata {}/{}, {}", view.metadata_done,
                                                      view.metadata_pieces, people(view))
                                        : fmt::format("waiting for metadata, {}", people(view));
    case TorrentState::downloading:
        if (view.wanted == 0)
            return "starting";
        return fmt::format("{} of {}, {}, {}, {}", percent(fraction_done(view)),
                           format_size(view.wanted), rates(view), people(view), remaining(view));
    case TorrentState::complete:
        return fmt::format("complete, up {}, {}, ratio {:.2f}", format_rate(view.up_rate),
                           people(view), api::ratio(view).value_or(0));
    case TorrentState::error:
        return "stopped";
    case TorrentState::paused:
    case TorrentState::queued:
    case TorrentState::moving:
        return std::string{api::to_string(view.state)};
    }
    return {};
}

} // namespace

Json event_json(Notice const& notice) {
    Json json{
        {"schema", "shoal.event/1"}, {"time", format_time(notice.time)}, {"event", notice.event}};
    auto const& view = notice.transfer.view;
    if (!notice.transfer.source.empty()) {
        json["info_hash"] = api::display(view.info_hash);
        json["name"] = notice.transfer.name();
    }
    if (notice.event == "progress")
        add_progress(json, view);
    if (notice.event == "complete") // the snapshot's other figures may lag behind
        json["size"] = view.size;
    if (notice.event == "added" && !notice.transfer.magnet.empty())
        json["magnet"] = notice.transfer.magnet;
    if (notice.event == "listening") {
        json["protocol"] = notice.text;
        json["address"] = notice.where;
    } else if (!notice.text.empty() || !notice.where.empty()) {
        json["text"] = notice.text;
        json["where"] = notice.where;
    }
    return json;
}

Json result_json(Transfer const& transfer) {
    auto const& view = transfer.view;
    Json json{{"schema", "shoal.get/1"},
              {"info_hash", api::display(view.info_hash)},
              {"name", transfer.name()},
              {"complete", transfer.outcome == Outcome::done || transfer.is_complete()},
              {"size", view.size},
              {"downloaded", view.downloaded},
              {"uploaded", view.uploaded},
              {"seconds", std::round(transfer.seconds * 1000) / 1000},
              {"pieces_failed", view.pieces_failed}};
    if (transfer.outcome == Outcome::failed)
        json["error"] = transfer.error.what;
    return json;
}

std::optional<std::string> notice_text(Notice const& notice, Aim aim) {
    auto const& transfer = notice.transfer;
    if (notice.event == "progress")
        return fmt::format("{}: {}", transfer.name(), standing(transfer.view));
    if (notice.event == "metadata")
        return fmt::format("{}: metadata received", transfer.name());
    if (notice.event == "complete" && aim == Aim::get)
        return fmt::format("{}: all pieces verified and written", transfer.name());
    if (notice.event == "seeding" && (aim == Aim::seed || transfer.has_goal))
        return fmt::format("{}: seeding", transfer.name());
    if (notice.event == "listening" && aim == Aim::seed)
        return fmt::format("listening on {} ({})", notice.where, notice.text);
    return std::nullopt;
}

std::string result_text(Transfer const& transfer, Aim aim) {
    auto const& view = transfer.view;
    auto const time = format_duration(std::chrono::seconds{std::llround(transfer.seconds)});
    if (aim == Aim::seed)
        return fmt::format("{}: sent {} in {}, ratio {:.2f}", transfer.name(),
                           format_size(view.uploaded), time, api::ratio(view).value_or(0));
    if (transfer.outcome == Outcome::done || transfer.is_complete())
        return fmt::format("{}: complete, {} in {}, in {}", transfer.name(),
                           format_size(view.wanted), time, transfer.dir);
    return fmt::format("{}: {} of {} kept in {}; run the same command again to go on",
                       transfer.name(), format_size(view.done), format_size(view.wanted),
                       transfer.dir);
}

std::string live_text(Transfer const& transfer, int columns) {
    auto const& view = transfer.view;
    auto figures = fmt::format(" {:>6} ", percent(fraction_done(view)));
    switch (view.state) {
    case TorrentState::downloading:
        figures +=
            fmt::format("down {:>10} up {:>10} {:>3} peers {:<10}", format_rate(view.down_rate),
                        format_rate(view.up_rate), view.peers, remaining(view));
        break;
    case TorrentState::complete:
        figures += fmt::format("up {:>10} {:>3} peers ratio {:.2f}", format_rate(view.up_rate),
                               view.peers, api::ratio(view).value_or(0));
        break;
    default:
        figures = " " + standing(view);
    }
    int const room = columns - 1 - term::display_width(figures);
    int const bar_columns = room / 2 >= shortest_bar ? std::min(room / 2, 22) : 0;
    int const name_columns = std::clamp(room - bar_columns, 8, 40);
    return fmt::format("{} {}{}", term::fit(term::sanitise(transfer.name()), name_columns),
                       bar_columns > 0 ? bar(fraction_done(view), bar_columns) : "", figures);
}

double fraction_done(TorrentView const& view) {
    if (view.state == TorrentState::checking)
        return view.checked;
    return view.wanted > 0 ? static_cast<double>(view.done) / static_cast<double>(view.wanted) : 0;
}

std::string bar(double fraction, int columns) {
    auto const inner = static_cast<std::size_t>(std::max(0, columns - 2));
    auto const full =
        static_cast<std::size_t>(std::clamp(fraction, 0.0, 1.0) * static_cast<double>(inner));
    auto const tip =
        full > 0 && full < inner ? std::string(full - 1, '=') + ">" : std::string(full, '=');
    return "[" + tip + std::string(inner - full, ' ') + "]";
}

std::string percent(double fraction) {
    double const tenths = std::floor(std::clamp(fraction, 0.0, 1.0) * 1000);
    return tenths >= 1000 ? "100%" : fmt::format("{:.1f}%", tenths / 10);
}

} // namespace shoal::cli
