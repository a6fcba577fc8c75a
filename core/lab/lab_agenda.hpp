#pragma once

#include <limits>
#include <map>
#include <vector>

namespace shoal::lab {

/// What members have to do, and when; in seconds from the start.
class Agenda {
public:
    enum class Deed { arrive, leave };

    struct Entry {
        std::size_t member = 0;
        Deed deed = Deed::arrive;
    };

    void put(double at, Entry entry) { entries_.emplace(at, entry); }

    /// Infinity if there is nothing to come.
    [[nodiscard]] double next() const {
        return entries_.empty() ? std::numeric_limits<double>::infinity() : entries_.begin()->first;
    }

    /// What is due, in order, now off the agenda.
    [[nodiscard]] std::vector<Entry> take_due(double now) {
        auto const end = entries_.upper_bound(now);
        std::vector<Entry> due;
        for (auto at = entries_.begin(); at != end; ++at)
            due.push_back(at->second);
        entries_.erase(entries_.begin(), end);
        return due;
    }

private:
    std::multimap<double, Entry> entries_;
};

} // namespace shoal::lab
