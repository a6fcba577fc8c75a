#pragma once

#include "core/api/engine.hpp"

namespace shoal::control {

/// The last value of each enumeration that has names in JSON; the first is 0, and none is missing.
template <class Enum>
struct LastOf;

template <>
struct LastOf<Errc> {
    static constexpr auto value = Errc::internal;
};

template <>
struct LastOf<api::EventKind> {
    static constexpr auto value = api::EventKind::removed;
};

template <>
struct LastOf<api::TorrentState> {
    static constexpr auto value = api::TorrentState::error;
};

template <>
struct LastOf<api::FilePriority> {
    static constexpr auto value = api::FilePriority::high;
};

template <>
struct LastOf<api::Priority> {
    static constexpr auto value = api::Priority::high;
};

template <>
struct LastOf<api::RuleAct> {
    static constexpr auto value = api::RuleAct::seed;
};

template <>
struct LastOf<api::QueueMove> {
    static constexpr auto value = api::QueueMove::bottom;
};

template <>
struct LastOf<api::PeerAct> {
    static constexpr auto value = api::PeerAct::unpin;
};

template <>
struct LastOf<api::TrackerState> {
    static constexpr auto value = api::TrackerState::disabled;
};

template <>
struct LastOf<api::HealthWord> {
    static constexpr auto value = api::HealthWord::healthy;
};

template <class Enum>
[[nodiscard]] std::string_view name_of(Enum value) {
    return api::to_string(value);
}

template <>
[[nodiscard]] std::string_view name_of(Errc code);
template <>
[[nodiscard]] std::string_view name_of(api::QueueMove move);

/// The value with this name, if there is one.
template <class Enum>
[[nodiscard]] std::optional<Enum> value_of(std::string_view name) {
    for (int i = 0; i <= static_cast<int>(LastOf<Enum>::value); ++i)
        if (name_of(static_cast<Enum>(i)) == name)
            return static_cast<Enum>(i);
    return std::nullopt;
}

} // namespace shoal::control
