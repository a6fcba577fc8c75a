#include "core/engine/session/torrent.hpp"

#include "core/metainfo/metainfo.hpp"

#include <algorithm>

namespace shoal::engine {
namespace {

void take(api::TorrentSummary const& summary, Sources& sources) {
    for (auto const& tier : summary.trackers)
        sources.trackers.insert(sources.trackers.end(), tier.begin(), tier.end());
    sources.web_seeds.insert(sources.web_seeds.end(), summary.web_seeds.begin(),
                             summary.web_seeds.end());
}

Sources named_by(std::optional<metainfo::Metainfo> const& known, std::string const& magnet) {
    Sources sources;
    if (known)
        take(known->summary, sources);
    if (!magnet.empty())
        if (auto const parsed = metainfo::parse_magnet(magnet))
            take(*parsed, sources);
    return sources;
}

std::vector<std::string> each_once(std::vector<std::string> urls,
                                   std::vector<std::string> const& more) {
    urls.insert(urls.end(), more.begin(), more.end());
    std::set<std::string> seen;
    std::erase_if(urls, [&](std::string const& url) { return !seen.insert(url).second; });
    return urls;
}

Sources each_once(Sources const& named, Sources const& added) {
    return {each_once(named.trackers, added.trackers), each_once(named.web_seeds, added.web_seeds)};
}

} // namespace

bool may_run(Torrent const& torrent) {
    return !torrent.spec.paused && !torrent.is_held && torrent.view.error.empty();
}

bool is_busy(Torrent const& torrent) {
    bool const is_at_rest = !torrent.is_running || torrent.flushed_told;
    return !torrent.in_wire || !is_at_rest;
}

Sources named_sources(Intake const& intake) {
    return named_by(intake.torrent, intake.magnet);
}

Sources all_sources(Torrent const& torrent) {
    return each_once(named_sources(torrent.intake), torrent.extra.sources);
}

void count_named(Torrent& torrent, std::optional<metainfo::Metainfo> const& known,
                 std::string const& magnet) {
    auto const sources = each_once(named_by(known, magnet), torrent.extra.sources);
    torrent.view.named_sources = static_cast<int>(sources.count());
    if (known)
        torrent.view.files = std::ranges::count(known->files, false, &metainfo::LayoutFile::is_pad);
}

void show_all_done(Torrent& torrent) {
    auto const& intake = torrent.intake;
    auto& view = torrent.view;
    if (view.wanted == 0 && intake.torrent)
        view.wanted = bytes_of(*intake.torrent, intake.wanted);
    view.done = view.wanted;
    std::int64_t pieces = 0;
    for (std::size_t i = 0; i < intake.wanted.size(); ++i)
        if (intake.wanted[i] || (i < intake.have.size() && intake.have[i]))
            ++pieces;
    view.pieces_done = std::max(view.pieces_done, pieces);
}

bool covers(std::vector<bool> const& have, std::vector<bool> const& wanted) {
    for (std::size_t i = 0; i < wanted.size(); ++i)
        if (wanted[i] && (i >= have.size() || !have[i]))
            return false;
    return true;
}

store::Totals totals_of(Torrent const& torrent) {
    using std::chrono::floor, std::chrono::seconds;
    auto totals = torrent.kept.totals;
    totals.uploaded += torrent.view.uploaded;
    totals.downloaded += torrent.view.downloaded;
    totals.active += floor<seconds>(torrent.active);
    totals.seeding += floor<seconds>(torrent.seeding);
    return totals;
}

tl::unexpected<Error> files_not_known(Torrent const& torrent) {
    return fail(Errc::unavailable,
                "its files are not known yet, or it is not in the swarm; try again later",
                torrent.view.name);
}

store::TorrentRow to_row(Torrent const& torrent) {
    auto const& spec = torrent.spec;
    auto const& kept = torrent.kept;
    return {
        .id = torrent.id,
        .info_hash = torrent.view.info_hash,
        .name = torrent.view.name,
        .size = torrent.view.size,
        .source = spec.source,
        .dir = spec.dir,
        .rename = spec.rename,
        .select = spec.select,
        .priorities = spec.priorities,
        .renames = spec.file_names,
        .sequential = spec.sequential,
        .paused = spec.paused,
        .label = spec.label,
        .limits = spec.limits,
        .goal = spec.goal,
        .queue_key = kept.queue_key,
        .added = kept.added,
        .completed = kept.completed,
        .totals = totals_of(torrent),
        .moving_to = kept.moving_to,
        .error = torrent.view.error,
        .bound_for = kept.bound_for,
        .renaming = kept.renaming,
        .picks_files = spec.pick_files,
        .trackers = torrent.extra.sources.trackers,
        .web_seeds = torrent.extra.sources.web_seeds,
        .priority = torrent.extra.priority,
    };
}

Torrent from_row(store::TorrentRow row) {
    Torrent torrent;
    torrent.id = row.id;
    torrent.was_here = true;
    torrent.spec = {
        .source = std::move(row.source),
        .dir = std::move(row.dir),
        .rename = std::move(row.rename),
        .select = std::move(row.select),
        .priorities = std::move(row.priorities),
        .file_names = std::move(row.renames),
        .sequential = row.sequential,
        .goal = row.goal,
        .paused = row.paused,
        .pick_files = row.picks_files,
        .label = std::move(row.label),
        .limits = row.limits,
    };
    torrent.kept = {.queue_key = row.queue_key,
                    .added = row.added,
                    .completed = row.completed,
                    .totals = row.totals,
                    .moving_to = std::move(row.moving_to),
                    .bound_for = std::move(row.bound_for),
                    .renaming = std::move(row.renaming)};
    torrent.extra = {
        .sources = {.trackers = std::move(row.trackers), .web_seeds = std::move(row.web_seeds)},
        .priority = row.priority};
    torrent.saved_totals = row.totals;
    torrent.view.info_hash = row.info_hash;
    torrent.view.name = std::move(row.name);
    torrent.view.size = row.size;
    return torrent;
}

} // namespace shoal::engine
