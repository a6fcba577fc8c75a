#include "ui-cli/tui/list/worst.hpp"
#include "ui-cli/tui/model/course.hpp"
#include "ui-cli/tui/net/net_watch.hpp"

#include <algorithm>

namespace shoal::tui {
namespace {

// What is drawn from many peers costs the engine 20 ms and changes slowly.
constexpr auto detail_period = 1s;
constexpr auto health_period = 2s;
constexpr auto reason_period = 3s;

// On the map of pieces files are but names, which seldom change once they are known.
constexpr auto name_period = 60s;

// A step of the history has 10 s at least, and is written a minute later.
constexpr auto history_period = 30s;
// The trend is that of an hour.
constexpr std::chrono::seconds least_history{1h};

constexpr auto net_period = 1s;
// Elsewhere only alarms are watched for.
constexpr auto alarm_period = 30s;
// Each of the large swarms has its turn to be looked at.
constexpr auto swarm_turn = 5s;

/// Whether there is a reason to ask why it is as it is.
bool is_watched(Model const& model, api::TorrentId id) {
    auto const torrent = api::find(*model.snapshot, id);
    return torrent && torrent->state == api::TorrentState::downloading;
}

bool has_names(Details const& details, api::TorrentId id) {
    return details.id == id && details.files && !details.files->empty();
}

/// Of ours, and of a peer whose map is shown, or of who has a cell.
std::vector<Want> about_pieces(DetailState const& detail, Details const& details) {
    auto const id = detail.id;
    std::vector<Want> wanted{
        {api::PiecesOf{id}, detail_period},
        {api::HealthOf{id}, health_period},
        {api::PeersOf{id}, health_period},
        {api::FilesOf{id}, has_names(details, id) ? name_period : detail_period}};
    if (detail.map_of)
        wanted.push_back({api::PiecesOf{id, detail.map_of}, detail_period});
    if (detail.holders)
        wanted.push_back(
            {api::HoldersOf{id, detail.holders->first, detail.holders->end}, detail_period});
    return wanted;
}

std::vector<Want> about_a_torrent(ViewState const& state, Model const& model) {
    if (state.where == Where::list) {
        auto const id = looked_at(state, model);
        return is_watched(model, id) ? std::vector<Want>{{api::WhyOf{id}, reason_period}}
                                     : std::vector<Want>{};
    }
    if (state.where != Where::detail)
        return {};
    auto const id = state.detail.id;
    switch (state.detail.tab) {
    case Tab::overview:
        return {
            {api::HealthOf{id}, health_period},
            {api::WhyOf{id}, health_period},
            {api::HistoryOf{id, model.wall - std::max(least_history, zooms.at(state.zoom).span)},
             history_period}};
    case Tab::files:
        return {{api::FilesOf{id}, detail_period}, {api::PiecesOf{id}, health_period}};
    case Tab::peers:
        return {{api::PeersOf{id}, detail_period}, {api::HealthOf{id}, health_period}};
    case Tab::pieces:
        return about_pieces(state.detail, model.details);
    case Tab::trackers:
        return {{api::TrackersOf{id}, detail_period},
                {api::WebSeedsOf{id}, detail_period},
                {api::HealthOf{id}, health_period}};
    }
    return {};
}

/// Swarms are looked at one after the other: a look in focus costs the engine.
void add_a_swarm(ViewState const& state, Model const& model, std::vector<Want>& wanted) {
    auto const turn = state.where == Where::net ? swarm_turn : alarm_period;
    auto const swarms = watched_swarms(*model.snapshot);
    if (state.where == Where::detail || swarms.empty())
        return;
    auto const turns = static_cast<std::size_t>(model.wall.time_since_epoch() / turn);
    wanted.push_back({api::HealthOf{swarms[turns % swarms.size()]}, turn});
}

} // namespace

std::vector<Want> wanted_questions(ViewState const& state, Model const& model) {
    auto wanted = about_a_torrent(state, model);
    add_a_swarm(state, model, wanted);
    bool const shows_figures = scope_of(state) == net_scope || scope_of(state) == peers_scope;
    wanted.push_back({api::FiguresOf{}, shows_figures ? net_period : alarm_period});
    return wanted;
}

} // namespace shoal::tui
