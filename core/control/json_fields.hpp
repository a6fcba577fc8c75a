// The fields of everything that crosses the socket, each named once: `each` shows them to whoever
// writes (core/control/json_write.hpp) or reads (json_read.hpp) them. A field that a reader does
// not find keeps its default; bounds are checked when reading.
#pragma once

#include "core/api/engine.hpp"

#include <limits>

namespace shoal::control {

/// Of a number, or of an optional one.
struct Bounds {
    double least = -std::numeric_limits<double>::infinity();
    double most = std::numeric_limits<double>::infinity();
};

inline constexpr Bounds not_negative{.least = 0};
/// Of seconds; what is longer than a century would overflow somebody's clock.
inline constexpr Bounds a_century{0, 100.0 * 366 * 24 * 3600};

template <class T>
struct Fields;

template <>
struct Fields<api::RateLimits> {
    static void each(auto& x, auto&& field) {
        field("up", x.up, not_negative);
        field("down", x.down, not_negative);
    }
};

template <>
struct Fields<api::SeedGoal> {
    static void each(auto& x, auto&& field) {
        field("ratio", x.ratio, not_negative);
        field("time", x.time, a_century);
        field("idle", x.idle, a_century);
        field("seeds", x.seeds, not_negative);
    }
};

template <>
struct Fields<api::LimitSchedule> {
    static void each(auto& x, auto&& field) {
        constexpr Bounds of_day{0, 24 * 60};
        field("from", x.from, of_day);
        field("until", x.until, of_day);
        field("days", x.days, Bounds{0, 6});
    }
};

template <>
struct Fields<api::QueueLimits> {
    static void each(auto& x, auto&& field) {
        field("downloads", x.downloads, not_negative);
        field("seeds", x.seeds, not_negative);
        field("stalled_after", x.stalled_after, a_century);
    }
};

template <>
struct Fields<api::SessionRules> {
    static void each(auto& x, auto&& field) {
        field("limits", x.limits);
        field("alternative", x.alternative);
        field("alternative_on", x.alternative_on);
        field("schedule", x.schedule);
        field("queue", x.queue);
        field("goal", x.goal);
    }
};

template <>
struct Fields<api::LabelRules> {
    static void each(auto& x, auto&& field) {
        field("dir", x.dir);
        field("goal", x.goal);
    }
};

template <>
struct Fields<api::Rule> {
    static void each(auto& x, auto&& field) {
        field("when", x.when);
        field("lasting", x.lasting, a_century);
        field("acts", x.acts);
        field("program", x.program);
    }
};

template <>
struct Fields<api::Housekeeping> {
    static void each(auto& x, auto&& field) {
        field("dir", x.dir);
        field("incomplete", x.incomplete);
        field("move_done_to", x.move_done_to);
        field("labels", x.labels);
        field("block_lists", x.block_lists);
        field("rules", x.rules);
    }
};

template <>
struct Fields<api::PeerName> {
    static void each(auto& x, auto&& field) {
        field("endpoint", x.endpoint);
        field("id", x.id);
    }
};

template <>
struct Fields<api::Ban> {
    static void each(auto& x, auto&& field) {
        field("peer", x.peer);
        field("info_hash_v1", x.torrent.v1);
        field("info_hash_v2", x.torrent.v2);
        field("reason", x.reason);
        field("until", x.until);
    }
};

} // namespace shoal::control
