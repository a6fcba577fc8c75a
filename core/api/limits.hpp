#pragma once

#include "core/api/rule.hpp"
#include "core/base/file.hpp"

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string_view>
#include <vector>

namespace shoal::api {

/// bytes/s of payload and protocol; 0 = none.
struct RateLimits {
    std::int64_t up = 0;
    std::int64_t down = 0;

    friend bool operator==(RateLimits const&, RateLimits const&) = default;
};

/// A torrent's share of the limits that all torrents have together, against the others'.
enum class Priority { normal, low, high };
[[nodiscard]] std::string_view to_string(Priority priority);

/// When a torrent has given enough: when any of these is met. Nothing set: it seeds until told
/// otherwise. `seeds` holds it back: it goes on while fewer others have a full copy. Alone it is
/// met as soon as so many have one.
struct SeedGoal {
    std::optional<double> ratio;              ///< uploaded / size
    std::optional<std::chrono::seconds> time; ///< since completion
    std::optional<std::chrono::seconds> idle; ///< since a peer last took something
    std::optional<int> seeds;                 ///< never leave the swarm below so many other seeds

    friend bool operator==(SeedGoal const&, SeedGoal const&) = default;
};

/// Other limits at certain hours, local time. `from` after `until` goes over midnight, into the
/// day after one of `days`.
struct LimitSchedule {
    std::chrono::minutes from{0}; ///< since midnight
    std::chrono::minutes until{0};
    std::vector<int> days; ///< 0 = Sunday … 6; empty: every day

    friend bool operator==(LimitSchedule const&, LimitSchedule const&) = default;
};

/// How many torrents may be active at a time; nothing: no limit.
struct QueueLimits {
    std::optional<int> downloads = 5;
    std::optional<int> seeds;
    /// A download that got nothing for so long gives its place away, and keeps running.
    std::chrono::seconds stalled_after{180};

    friend bool operator==(QueueLimits const&, QueueLimits const&) = default;
};

/// What holds for torrents with a label.
struct LabelRules {
    fs::path dir;  ///< where their content goes; empty: as for every torrent
    SeedGoal goal; ///< nothing set: as for every torrent

    friend bool operator==(LabelRules const&, LabelRules const&) = default;
};

/// What holds for the whole session.
struct SessionRules {
    RateLimits limits;
    RateLimits alternative; ///< in force when switched on, or by the schedule
    bool alternative_on = false;
    std::optional<LimitSchedule> schedule; ///< of the alternative limits
    QueueLimits queue;
    SeedGoal goal; ///< of torrents that have none of their own

    friend bool operator==(SessionRules const&, SessionRules const&) = default;
};

/// How the owner of a session wants things kept; faces do not change it.
struct Housekeeping {
    fs::path dir;          ///< where content goes that is not sent elsewhere; empty: here
    fs::path incomplete;   ///< what is not complete yet waits here; empty: where it will be
    fs::path move_done_to; ///< what is complete is moved here from there; empty: it stays
    std::map<std::string, LabelRules> labels;
    std::vector<fs::path> block_lists; ///< files of addresses to have nothing to do with
    std::vector<Rule> rules;

    friend bool operator==(Housekeeping const&, Housekeeping const&) = default;
};

} // namespace shoal::api
