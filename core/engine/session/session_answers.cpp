// What snapshots do not hold because it is long.

#include "core/engine/session/session.hpp"

#include <algorithm>

namespace shoal::engine {
namespace {

constexpr auto looked_lately = 60s;

/// Bytes of a file in pieces that are there.
std::int64_t done_of(metainfo::LayoutFile const& file, std::int64_t piece_size,
                     std::vector<bool> const& have) {
    std::int64_t done = 0;
    auto const end = file.offset + file.size;
    for (auto at = file.offset; at < end;) {
        auto const piece = at / piece_size;
        auto const next = std::min(end, (piece + 1) * piece_size);
        auto const index = static_cast<std::size_t>(piece);
        if (index < have.size() && have[index])
            done += next - at;
        at = next;
    }
    return done;
}

std::vector<api::FileView> files_of(Torrent const& torrent, std::vector<bool> const& have) {
    std::vector<api::FileView> views;
    auto const& placement = torrent.intake.placement;
    auto const& info = *torrent.intake.torrent;
    for (std::size_t i = 0; i < info.files.size(); ++i) {
        auto const renamed = placement.renames.find(i);
        views.push_back({
            .path = renamed != placement.renames.end() ? renamed->second : info.files[i].path,
            .size = info.files[i].size,
            .done = done_of(info.files[i], info.summary.piece_size, have),
            .priority = placement.priorities[i],
            .is_pad = info.files[i].is_pad,
        });
    }
    return views;
}

/// As the .torrent and the user list them, while nobody was asked.
std::vector<api::TrackerView> listed(Torrent const& torrent) {
    std::vector<api::TrackerView> views;
    int tier = 0;
    if (torrent.intake.torrent)
        for (auto const& urls : torrent.intake.torrent->summary.trackers) {
            for (std::string const& url : urls)
                views.push_back({.url = url, .tier = tier});
            ++tier;
        }
    for (std::string const& url : torrent.extra.sources.trackers)
        views.push_back({.url = url, .tier = tier++});
    return views;
}

/// What only the session knows of them.
void add_times(Torrent const& torrent, SteadyTime now, std::vector<api::TrackerView>& trackers) {
    for (api::TrackerView& tracker : trackers) {
        if (auto const failing = torrent.failing.find(tracker.url);
            failing != torrent.failing.end() && tracker.fails > 0)
            tracker.failing_for =
                std::chrono::duration<double>(now - failing->second.since).count();
        if (auto const word = torrent.tracker_words.find(tracker.url);
            word != torrent.tracker_words.end())
            tracker.took = word->second.took;
    }
}

/// All that are named, with nothing known of them yet.
std::vector<api::WebSeedView> listed_web_seeds(Torrent const& torrent) {
    std::vector<api::WebSeedView> views;
    for (std::string& url : all_sources(torrent).web_seeds)
        views.push_back({.url = std::move(url), .error = {}, .failing_for = {}});
    return views;
}

/// One that is not named is where a named one sent us.
void add_connections(std::vector<api::WebSeedView> const& connected,
                     std::vector<std::string> const& named, std::vector<api::WebSeedView>& views) {
    for (api::WebSeedView const& open : connected) {
        auto const view =
            std::ranges::find(views, named_source(named, open.url), &api::WebSeedView::url);
        if (view == views.end()) {
            views.push_back(open);
            continue;
        }
        view->is_connected = true;
        view->down_rate += open.down_rate;
        view->downloaded += open.downloaded;
    }
}

void add_faults(Torrent const& torrent, SteadyTime now, std::vector<api::WebSeedView>& views) {
    for (api::WebSeedView& view : views)
        if (auto const failing = torrent.failing.find(view.url); failing != torrent.failing.end()) {
            view.error = failing->second.reason;
            view.failing_for = std::chrono::duration<double>(now - failing->second.since).count();
        }
}

} // namespace

void Session::answer(api::Question const& question, api::Answered const& answered) {
    owner_.check();
    if (auto const* const history = std::get_if<api::HistoryOf>(&question))
        return answer_history(*history, answered);
    std::visit(
        [&]<class Asked>(Asked const& asked) {
            if constexpr (std::same_as<Asked, api::LogOf>) {
                answered(log_.answer(asked));
            } else if constexpr (std::same_as<Asked, api::FiguresOf>) {
                answered(figures());
                world_.wire.look_at_dht(); // for the next that is asked
            } else {
                Torrent* const torrent = find(asked.id);
                if (!torrent)
                    answered(shoal::fail(Errc::not_found, "no torrent has this number",
                                         std::to_string(asked.id)));
                else if constexpr (requires { answer(*torrent, asked); })
                    answered(answer(*torrent, asked));
                else
                    answer_when_seen(*torrent, asked, answered);
            }
        },
        question);
}

api::SessionFigures Session::figures() const {
    auto wire = world_.wire.figures();
    auto dht = stats_.dht;
    if (world_.clock.now() - dht_looked_at_ <= looked_lately) {
        dht.tables = dht_looked_.tables;
        dht.active = dht_looked_.active;
    }
    return {.uptime = std::chrono::duration<double>(world_.clock.now() - began_).count(),
            .traffic = stats_.traffic,
            .connections = stats_.connections,
            .dht = std::move(dht),
            .dht_seen = dht_seen(wire.dht_enabled),
            .dht_check = check_seen(),
            .reach = reach_.view(world_.clock.now(), dht_.visited()),
            .choking = std::move(wire.choking),
            .disk = {.read = std::move(wire.disk_read),
                     .write = std::move(wire.disk_write),
                     .hash = std::move(wire.disk_hash),
                     .flush = flushes_->read()}};
}

Result<api::Answer> Session::answer(Torrent const& torrent, api::FilesOf const&) {
    if (!torrent.intake.torrent)
        return std::vector<api::FileView>{};
    return files_of(torrent,
                    torrent.in_wire ? world_.wire.pieces(torrent.id).have : torrent.intake.have);
}

Result<api::Answer> Session::answer(Torrent const& torrent, api::PeersOf const&) {
    return torrent.in_wire ? world_.wire.peers(torrent.id) : std::vector<api::PeerView>{};
}

Result<api::Answer> Session::answer(Torrent const& torrent, api::PiecesOf const& asked) {
    if (asked.peer) {
        api::PiecesView view{.piece_size = torrent.view.piece_size};
        if (torrent.in_wire)
            view.have = world_.wire.pieces_of_peer(torrent.id, *asked.peer);
        return view;
    }
    auto pieces = torrent.in_wire ? world_.wire.pieces(torrent.id)
                                  : api::PiecesView{.have = torrent.intake.have};
    pieces.piece_size = torrent.view.piece_size;
    return pieces;
}

Result<api::Answer> Session::answer(Torrent const& torrent, api::TrackersOf const&) {
    auto trackers =
        torrent.in_wire ? world_.wire.trackers(torrent.id) : std::vector<api::TrackerView>{};
    if (trackers.empty())
        return listed(torrent);
    add_times(torrent, world_.clock.now(), trackers);
    return trackers;
}

Result<api::Answer> Session::answer(Torrent const& torrent, api::WebSeedsOf const&) {
    auto views = listed_web_seeds(torrent);
    if (torrent.in_wire && !views.empty())
        add_connections(world_.wire.web_seeds(torrent.id), all_sources(torrent).web_seeds, views);
    add_faults(torrent, world_.clock.now(), views);
    return views;
}

Result<api::Answer> Session::answer(Torrent const& torrent, api::HoldersOf const& asked) {
    return torrent.in_wire ? world_.wire.holders(torrent.id, asked.first, asked.end)
                           : std::vector<api::HolderView>{};
}

} // namespace shoal::engine
