#pragma once

#include "core/api/question.hpp"

#include <deque>

namespace shoal::engine {

/// The newest events of a session, this run's and earlier ones', numbered without end. Engine
/// thread only.
class EventLog {
public:
    static constexpr std::size_t capacity = 1000;

    /// Those that were kept, oldest first; before anything is noted.
    void restore(std::vector<api::Event> events);
    /// Gives it its number.
    api::Event const& note(api::Event event);
    /// Oldest first.
    [[nodiscard]] std::vector<api::Event> answer(api::LogOf const& asked) const;

private:
    std::deque<api::Event> events_;
    std::uint64_t last_ = 0;
};

} // namespace shoal::engine
