// Who has a place among the active torrents, what they may move, and when they have given enough.

#include "core/engine/session/session.hpp"
#include "core/policy/limit_schedule.hpp"
#include "core/policy/queue.hpp"
#include "core/policy/queue_order.hpp"
#include "core/policy/seed_goal.hpp"

#include <ctime>
#include <unordered_map>

namespace shoal::engine {
namespace {

// To decide looks at all torrents, at some 100 ns each: a hundredth of the time is for that. Of ten
// thousand that are added one by one each is decided on within 100 ms.
constexpr auto decision_interval_each = 10us;

policy::LocalTime local_time(WallTime time) {
    auto const seconds = std::chrono::system_clock::to_time_t(time);
    std::tm local{};
    ::localtime_r(&seconds, &local);
    return {local.tm_wday, std::chrono::hours{local.tm_hour} + std::chrono::minutes{local.tm_min} +
                               std::chrono::seconds{local.tm_sec}};
}

api::SeedGoal goal_of(Torrent const& torrent, api::SessionRules const& rules,
                      api::Housekeeping const& housekeeping) {
    if (torrent.spec.goal != api::SeedGoal{})
        return torrent.spec.goal;
    auto const label = housekeeping.labels.find(torrent.spec.label);
    bool const is_set = label != housekeeping.labels.end() && label->second.goal != api::SeedGoal{};
    return is_set ? label->second.goal : rules.goal;
}

} // namespace

void Session::manage_queue() {
    auto const now = world_.clock.now();
    queue_changed_ = false;
    next_decision_ = now + static_cast<int>(torrents_.size()) * decision_interval_each;
    auto const& limits = session_view_.rules.queue;
    std::vector<policy::QueueEntry> entries;
    for (auto const& [id, torrent] : torrents_)
        if (torrent.in_wire || torrent.view.error.empty())
            entries.push_back({
                .id = id,
                .key = torrent.kept.queue_key,
                .wants_to_run = !torrent.spec.paused && torrent.view.error.empty(),
                .is_complete =
                    torrent.complete_told || (!torrent.in_wire && torrent.kept.completed),
                .has_met_goal = torrent.goal_told,
                .runs = torrent.is_running,
                .is_stalled = torrent.is_running && now - torrent.got_at >= limits.stalled_after,
            });
    auto const verdict = policy::who_runs(std::move(entries), limits);
    somebody_waits_ = !verdict.waiting.empty();
    std::unordered_map<api::TorrentId, int> positions;
    for (api::TorrentId const id : verdict.waiting)
        positions.emplace(id, static_cast<int>(positions.size()) + 1);
    for (auto& [id, torrent] : torrents_)
        if (auto const waits = positions.find(id); waits != positions.end())
            hold(torrent, waits->second);
        else
            hold(torrent, 0);
}

void Session::hold(Torrent& torrent, int position) {
    bool const is_held = position > 0;
    if (torrent.is_held == is_held && torrent.view.queue_position == position)
        return;
    torrent.is_held = is_held;
    torrent.view.queue_position = position;
    settle(torrent);
}

void Session::handle(api::Enqueue const& enqueue, api::Done const& done) {
    std::vector<policy::QueueKey> queue;
    for (auto const& [id, torrent] : torrents_)
        queue.push_back({id, torrent.kept.queue_key});
    api::Ids changed = enqueue.ids;
    for (policy::QueueKey const& key : policy::moved(std::move(queue), enqueue.ids, enqueue.move)) {
        torrents_.set_queue_key(*find(key.id), key.key);
        changed.push_back(key.id);
    }
    for_each(
        changed, [](Torrent&) {}, done);
}

void Session::manage_limits() {
    auto const& rules = session_view_.rules;
    auto const in_force = policy::limits_in_force(rules, local_time(world_.clock.wall()));
    session_view_.alternative_in_force = in_force.is_alternative;
    if (std::exchange(limits_, in_force.limits) == in_force.limits)
        return;
    world_.wire.set_limits(in_force.limits);
    changed_ = true;
}

bool Session::has_goal(Torrent const& torrent) const {
    return !torrent.goal_told &&
           goal_of(torrent, session_view_.rules, housekeeping_) != api::SeedGoal{};
}

void Session::end_seeding(Torrent& torrent) {
    if (!torrent.flushed_told || !torrent.is_running || !has_goal(torrent))
        return;
    count_time(torrent);
    if (is_needed(torrent))
        return;
    auto const now = world_.clock.now();
    auto const totals = totals_of(torrent);
    bool const met =
        policy::is_met(goal_of(torrent, session_view_.rules, housekeeping_),
                       {.uploaded = totals.uploaded,
                        .size = torrent.view.size,
                        .since_complete = torrent.seeding + torrent.kept.totals.seeding,
                        .since_taken = now - torrent.gave_at,
                        .other_seeds = std::max(torrent.view.seeds, torrent.view.known_seeds)});
    if (!met)
        return;
    torrent.goal_told = torrent.spec.paused = true;
    emit(torrent, api::EventKind::goal_reached);
    keep(torrent);
    settle(torrent);
}

void Session::count_time(Torrent& torrent) const {
    auto const now = world_.clock.now();
    auto const passed = now - std::exchange(torrent.counted_at, now);
    if (torrent.is_running)
        torrent.active += passed;
    if (torrent.is_running && torrent.complete_told)
        torrent.seeding += passed;
}

void Session::save_totals() {
    std::vector<std::pair<api::TorrentId, store::Totals>> changed;
    for (auto& [id, torrent] : torrents_) {
        count_time(torrent);
        auto const totals = totals_of(torrent);
        bool const moved = totals.uploaded != torrent.saved_totals.uploaded ||
                           totals.downloaded != torrent.saved_totals.downloaded;
        if (!moved && !shutting_down_)
            continue; // its hours alone are not worth a write
        torrent.saved_totals = totals;
        changed.emplace_back(id, totals);
    }
    if (!changed.empty())
        world_.keeper.save_totals(std::move(changed));
}

} // namespace shoal::engine
