#include "ui-cli/tui/list/worst.hpp"

#include "ui-cli/tui/model/standing.hpp"
#include "ui-cli/tui/reduce.hpp"

namespace shoal::tui {
namespace {

// As core/health: below that a swarm is at risk.
constexpr int least_fair = 50;

bool is_active(api::TorrentView const& torrent) {
    using api::TorrentState;
    return torrent.state == TorrentState::downloading || torrent.state == TorrentState::complete;
}

/// Lower is worse; nothing: it is not badly off, or rests as it was told to.
std::optional<int> badness(api::TorrentView const& torrent) {
    if (torrent.state == api::TorrentState::error)
        return -1;
    return is_active(torrent) && is_at_risk(torrent) ? torrent.health : std::nullopt;
}

} // namespace

bool is_at_risk(api::TorrentView const& torrent) {
    return torrent.health.value_or(100) < least_fair;
}

bool is_well(api::TorrentView const& torrent) {
    return is_active(torrent) && !badness(torrent) && standing(torrent).word.empty();
}

std::shared_ptr<api::TorrentView const> worst_torrent(Torrents const& torrents) {
    std::shared_ptr<api::TorrentView const> worst;
    std::optional<int> least;
    for (auto const& torrent : torrents) {
        auto const bad = badness(*torrent);
        if (!bad || (least && *least <= *bad))
            continue;
        least = bad;
        worst = torrent;
    }
    return worst;
}

std::shared_ptr<api::TorrentView const> worst_in_list(ViewState const& state, Model const& model) {
    return worst_torrent(state.list.filter.text.empty() ? model.snapshot->torrents
                                                        : shown_torrents(state, model));
}

std::shared_ptr<api::TorrentView const> pane_subject(ViewState const& state, Model const& model) {
    auto at_cursor = api::find(*model.snapshot, state.list.cursor);
    if (at_cursor && !is_well(*at_cursor))
        return at_cursor;
    auto worst = worst_in_list(state, model);
    return worst ? worst : at_cursor;
}

api::TorrentId looked_at(ViewState const& state, Model const& model) {
    if (state.where == Where::detail)
        return state.detail.id;
    auto const subject = pane_subject(state, model);
    return subject ? subject->id : 0;
}

} // namespace shoal::tui
