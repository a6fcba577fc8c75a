#include "ui-cli/tui/model/model.hpp"

#include <algorithm>

namespace shoal::tui {
namespace {

// A repeat that far back is news again.
constexpr std::ptrdiff_t fold_within = 8;

bool is_same(api::Event const& a, api::Event const& b) {
    return a.kind == b.kind && a.id == b.id && a.text == b.text && a.where == b.where;
}

/// Of a torrent that is only opened the health tells nothing of the net.
void watch_net(Model& model, api::TorrentId id, api::Answer const& answer) {
    if (auto const* const figures = std::get_if<api::SessionFigures>(&answer))
        model.net.take(*figures);
    else if (auto const* const health = std::get_if<api::HealthView>(&answer))
        if (std::ranges::binary_search(watched_swarms(*model.snapshot), id))
            model.net.take(id, *health);
}

/// What the peer had stays on the screen when it is gone.
void keep_of_peer(Details& details, api::Endpoint const& peer, Result<api::Answer> answer) {
    if (!details.peer_pieces || details.peer_pieces->peer != peer)
        details.peer_pieces = PeerPieces{peer, {}, {}};
    auto& known = *details.peer_pieces;
    known.failure = answer ? "" : answer.error().what;
    auto* const pieces = answer ? std::get_if<api::PiecesView>(&*answer) : nullptr;
    if (pieces && pieces->have.empty() && !known.pieces.have.empty())
        known.failure = "it has left"; // of who is not there nothing is known
    else if (pieces)
        known.pieces = std::move(*pieces);
}

void keep_holders(Details& details, api::HoldersOf const& question, api::Answer answer) {
    if (auto* const holders = std::get_if<std::vector<api::HolderView>>(&answer))
        details.holders = {question.first, question.end, std::move(*holders)};
}

} // namespace

void note(std::deque<LogLine>& log, api::Event event) {
    auto const end =
        log.rend() - log.rbegin() > fold_within ? log.rbegin() + fold_within : log.rend();
    auto const same = std::find_if(log.rbegin(), end,
                                   [&](LogLine const& line) { return is_same(line.event, event); });
    if (same == end) {
        log.push_back({std::move(event)});
        if (log.size() > longest_log)
            log.pop_front();
        return;
    }
    LogLine again{std::move(event), same->count + 1};
    log.erase(std::next(same).base());
    log.push_back(std::move(again));
}

void recall(std::deque<LogLine>& log, std::vector<api::Event> past) {
    auto const last = past.empty() ? 0 : past.back().number;
    auto const heard = std::exchange(log, {});
    for (auto& event : past)
        note(log, std::move(event));
    for (auto const& line : heard)
        if (line.event.number == 0 || line.event.number > last)
            log.push_back(line);
}

fs::path content_folder(Model const& model) {
    auto const& dir = model.snapshot->dir;
    return dir.empty() ? model.folder : fs::path{dir}; // empty: nobody told it yet
}

void focus(Details& details, api::TorrentId id) {
    if (details.id != id)
        details = {.id = id};
}

void keep(Model& model, api::Question const& question, Result<api::Answer> answer) {
    auto const id = key_of(question).id;
    if (answer)
        watch_net(model, id, *answer);
    auto& details = model.details;
    if (details.id != id)
        return;
    auto const* const pieces_of = std::get_if<api::PiecesOf>(&question);
    if (pieces_of && pieces_of->peer)
        return keep_of_peer(details, *pieces_of->peer, std::move(answer));
    details.failure = answer ? "" : answer.error().what;
    if (!answer)
        return;
    if (auto const* const holders_of = std::get_if<api::HoldersOf>(&question))
        return keep_holders(details, *holders_of, *std::move(answer));
    if (auto* const files = std::get_if<std::vector<api::FileView>>(&*answer))
        details.files = std::move(*files);
    else if (auto* const peers = std::get_if<std::vector<api::PeerView>>(&*answer))
        details.peers = std::move(*peers);
    else if (auto* const pieces = std::get_if<api::PiecesView>(&*answer))
        details.pieces = std::move(*pieces);
    else if (auto* const trackers = std::get_if<std::vector<api::TrackerView>>(&*answer))
        details.trackers = std::move(*trackers);
    else if (auto* const web_seeds = std::get_if<std::vector<api::WebSeedView>>(&*answer))
        details.web_seeds = std::move(*web_seeds);
    else if (auto* const health = std::get_if<api::HealthView>(&*answer))
        details.health = std::move(*health);
    else if (auto* const why = std::get_if<api::WhyView>(&*answer))
        details.why = std::move(*why);
    else if (auto* const history = std::get_if<api::HistoryView>(&*answer))
        details.history = std::move(*history);
}

} // namespace shoal::tui
