#include "core/policy/announce_schedule.hpp"

#include <algorithm>

namespace shoal::policy {
namespace {

constexpr auto unannounced = SteadyTime::min();
// A lookup takes seconds: to repeat it sooner finds nobody new.
constexpr auto answer_time = 5s;

} // namespace

AnnounceSchedule::AnnounceSchedule(AnnounceBudget budget)
    : budget_(budget),
      any_(budget.per_second, budget.burst),
      eager_share_(budget.eager_per_second, budget.burst) {}

void AnnounceSchedule::add(api::TorrentId id) {
    if (due_at_.emplace(id, unannounced).second)
        turns_.emplace(unannounced, id);
}

void AnnounceSchedule::remove(api::TorrentId id) {
    auto const found = due_at_.find(id);
    if (found == due_at_.end())
        return;
    turns_.erase({found->second, id});
    eager_.erase({found->second, id});
    due_at_.erase(found);
}

void AnnounceSchedule::hurry(api::TorrentId id, SteadyTime now) {
    auto const found = due_at_.find(id);
    if (found == due_at_.end() || found->second == unannounced ||
        found->second - budget_.interval + answer_time > now)
        return;
    eager_.emplace(found->second, id);
}

std::optional<SteadyTime> AnnounceSchedule::next_of(api::TorrentId id) const {
    auto const found = due_at_.find(id);
    if (found == due_at_.end() || found->second == unannounced)
        return std::nullopt;
    return found->second;
}

std::vector<api::TorrentId> AnnounceSchedule::due(SteadyTime now) {
    auto const passed = now - grown_at_.value_or(now);
    grown_at_ = now;
    any_.grow(passed);
    eager_share_.grow(passed);
    std::vector<api::TorrentId> chosen;
    while (auto const id = next(now)) {
        remove(*id);
        due_at_.emplace(*id, now + budget_.interval);
        turns_.emplace(now + budget_.interval, *id);
        chosen.push_back(*id);
    }
    return chosen;
}

std::optional<api::TorrentId> AnnounceSchedule::next(SteadyTime now) {
    if (turns_.empty())
        return {};
    auto const [first_due, first] = *turns_.begin();
    if ((first_due > now && eager_.empty()) || !any_.take())
        return {};
    if (first_due == unannounced || eager_.empty())
        return first;
    bool const may_jump = first_due > now || eager_share_.take();
    return may_jump ? eager_.begin()->second : first;
}

void AnnounceSchedule::Allowance::grow(SteadyTime::duration passed) {
    left_ = std::min(bound_, left_ + per_second_ * std::chrono::duration<double>{passed}.count());
}

bool AnnounceSchedule::Allowance::take() {
    if (left_ < 1)
        return false;
    left_ -= 1;
    return true;
}

} // namespace shoal::policy
