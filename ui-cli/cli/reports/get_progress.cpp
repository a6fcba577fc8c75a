#include "ui-cli/cli/reports/get_progress.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

namespace shoal::cli {
namespace {

using api::EventKind;

double seconds_between(SteadyTime from, SteadyTime to) {
    return std::chrono::duration<double>(to - from).count();
}

/// Whether there is anything new to say; rates alone are not news.
bool differs(api::TorrentView const& a, api::TorrentView const& b) {
    auto const key = [](api::TorrentView const& view) {
        return std::tuple{view.state, view.done,  view.downloaded, view.uploaded,     view.checked,
                          view.peers, view.seeds, view.wanted,     view.pieces_failed};
    };
    return key(a) != key(b);
}

bool is_told(EventKind kind) {
    switch (kind) {
    case EventKind::added:
    case EventKind::metadata:
    case EventKind::listening:
    case EventKind::complete:
    case EventKind::seeding:
    case EventKind::warning:
    case EventKind::error: // here only the session's own: a torrent's ends it
        return true;
    default:
        return false;
    }
}

Notice notice_of(api::Event const& event, Transfer transfer) {
    return {.event = api::to_string(event.kind),
            .time = event.time,
            .transfer = std::move(transfer),
            .text = event.text,
            .where = event.where};
}

} // namespace

GetProgress::GetProgress(Aim aim, std::span<Source const> sources, SteadyTime start)
    : aim_(aim), start_(start), told_(sources.size()) {
    for (auto const& [add, magnet, typed] : sources) {
        auto& transfer = transfers_.emplace_back();
        transfer.source = typed.empty() ? add.source : typed;
        transfer.magnet = magnet;
        transfer.dir = add.dir.string();
        transfer.has_goal = add.goal.ratio || add.goal.time;
    }
}

std::vector<Notice> GetProgress::added(std::size_t index, Result<api::Reply> const& reply,
                                       SteadyTime now, WallTime wall) {
    auto& transfer = transfers_.at(index);
    if (!reply)
        return fail_transfer(transfer, reply.error(), now, wall);
    if (reply->is_known)
        return fail_transfer(transfer,
                             {Errc::conflict, "the same torrent is in this session already", {}},
                             now, wall);
    transfer.view.id = reply->id;
    std::vector<Notice> notices;
    for (auto const& event : std::exchange(early_, {}))
        for (auto& notice : apply(event, now))
            notices.push_back(std::move(notice));
    return notices;
}

std::vector<Notice> GetProgress::apply(api::Event const& event, SteadyTime now) {
    auto* const transfer = find(event.id);
    if (!transfer && event.id != 0) {
        early_.push_back(event);
        return {};
    }
    // What comes after the end belongs to a torrent that is being put away.
    if (transfer && transfer->outcome != Outcome::going)
        return {};
    if (transfer) {
        transfer->view.info_hash = event.info_hash;
        if (!event.name.empty())
            transfer->view.name = event.name;
        if (event.kind == EventKind::error)
            return fail_transfer(*transfer, {event.code, event.text, event.where}, now, event.time);
        if (event.kind == EventKind::removed)
            return fail_transfer(*transfer, {Errc::unavailable, "the torrent was removed", {}}, now,
                                 event.time);
        if (is_goal(*transfer, event.kind))
            end(*transfer, Outcome::done, now);
    }
    if (!is_told(event.kind))
        return {};
    return {notice_of(event, transfer ? *transfer : Transfer{})};
}

std::vector<Notice> GetProgress::apply(api::Snapshot const& snapshot, SteadyTime now,
                                       WallTime wall) {
    std::vector<Notice> notices;
    for (auto const& published : snapshot.torrents) {
        auto const& view = *published;
        auto* const transfer = find(view.id);
        if (!transfer)
            continue;
        transfer->view = view;
        // A torrent that stopped has an event of its own on the way, with the reason.
        if (transfer->outcome != Outcome::going || view.state == api::TorrentState::error)
            continue;
        transfer->seconds = seconds_between(start_, now);
        auto& told = told_[static_cast<std::size_t>(transfer - transfers_.data())];
        bool const is_unread = view.state == api::TorrentState::checking && view.checked == 0;
        if (is_unread || now < told.next || !differs(told.view, view))
            continue;
        told = {now + std::chrono::seconds{1}, view};
        notices.push_back(
            {.event = "progress", .time = wall, .transfer = *transfer, .text = {}, .where = {}});
    }
    return notices;
}

std::vector<Notice> GetProgress::fail_incomplete(SteadyTime now, WallTime wall) {
    std::vector<Notice> notices;
    for (auto& transfer : transfers_) {
        if (transfer.is_complete() || transfer.view.state == api::TorrentState::complete)
            continue;
        Error error{Errc::unavailable,
                    "the time was up before its content was complete, so nothing was seeded; see "
                    "what is there with 'shoal verify', or give it more time",
                    {}};
        for (auto& notice : fail_transfer(transfer, std::move(error), now, wall))
            notices.push_back(std::move(notice));
    }
    return notices;
}

bool GetProgress::is_finished() const {
    return std::none_of(transfers_.begin(), transfers_.end(), [](Transfer const& transfer) {
        return transfer.outcome == Outcome::going;
    });
}

bool GetProgress::is_settled() const {
    return std::all_of(transfers_.begin(), transfers_.end(), [](Transfer const& transfer) {
        return transfer.outcome == Outcome::failed ||
               (transfer.outcome == Outcome::done && transfer.is_complete());
    });
}

std::size_t GetProgress::count(Outcome outcome) const {
    return static_cast<std::size_t>(
        std::count_if(transfers_.begin(), transfers_.end(),
                      [outcome](Transfer const& t) { return t.outcome == outcome; }));
}

ExitCode GetProgress::exit_code() const {
    auto const failed = count(Outcome::failed);
    if (failed == 0)
        return ExitCode::done;
    if (failed < transfers_.size())
        return ExitCode::partly_done;
    auto const code = cli::exit_code(transfers_.front().error.code);
    bool const agree = std::all_of(transfers_.begin(), transfers_.end(), [&](Transfer const& t) {
        return cli::exit_code(t.error.code) == code;
    });
    return agree ? code : ExitCode::failed;
}

Transfer* GetProgress::find(api::TorrentId id) {
    if (id == 0)
        return nullptr;
    auto const found = std::find_if(transfers_.begin(), transfers_.end(),
                                    [id](Transfer const& t) { return t.view.id == id; });
    return found == transfers_.end() ? nullptr : &*found;
}

std::vector<Notice> GetProgress::fail_transfer(Transfer& transfer, Error error, SteadyTime now,
                                               WallTime wall) {
    if (transfer.outcome != Outcome::going)
        return {};
    transfer.error = std::move(error);
    end(transfer, Outcome::failed, now);
    return {{.event = "error",
             .time = wall,
             .transfer = transfer,
             .text = transfer.error.what,
             .where = transfer.error.where}};
}

void GetProgress::end(Transfer& transfer, Outcome outcome, SteadyTime now) {
    if (transfer.outcome != Outcome::going)
        return;
    transfer.outcome = outcome;
    transfer.seconds = seconds_between(start_, now);
}

bool GetProgress::is_goal(Transfer const& transfer, EventKind kind) const {
    if (transfer.has_goal)
        return kind == EventKind::goal_reached;
    return aim_ == Aim::get && kind == EventKind::flushed;
}

} // namespace shoal::cli
