#include "core/policy/queue.hpp"

#include <algorithm>
#include <limits>
#include <tuple>

namespace shoal::policy {
namespace {

/// Places of one kind, handed out one by one.
class Places {
public:
    explicit Places(std::optional<int> limit)
        : free_(limit.value_or(std::numeric_limits<int>::max())) {}

    bool take() {
        if (free_ <= 0)
            return false;
        --free_;
        return true;
    }

private:
    int free_;
};

bool takes_part(QueueEntry const& entry) {
    return entry.wants_to_run && !(entry.is_complete && entry.has_met_goal);
}

bool runs_without_place(QueueEntry const& entry) {
    return !entry.is_complete && entry.runs && entry.is_stalled;
}

} // namespace

QueueVerdict who_runs(std::vector<QueueEntry> entries, api::QueueLimits const& limits) {
    std::ranges::sort(entries, {}, [](auto const& each) { return std::tuple{each.key, each.id}; });
    Places downloads{limits.downloads};
    Places seeds{limits.seeds};
    QueueVerdict verdict;
    for (auto const& entry : entries) {
        if (!takes_part(entry))
            continue;
        auto& places = entry.is_complete ? seeds : downloads;
        bool const runs = runs_without_place(entry) || places.take();
        (runs ? verdict.run : verdict.waiting).push_back(entry.id);
    }
    return verdict;
}

} // namespace shoal::policy
