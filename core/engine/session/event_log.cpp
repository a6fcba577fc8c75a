#include "core/engine/session/event_log.hpp"

#include <algorithm>

namespace shoal::engine {

void EventLog::restore(std::vector<api::Event> events) {
    for (api::Event& event : events)
        last_ = std::max(last_, event.number);
    events_.assign(std::make_move_iterator(events.begin()), std::make_move_iterator(events.end()));
}

api::Event const& EventLog::note(api::Event event) {
    event.number = ++last_;
    if (events_.size() >= capacity)
        events_.pop_front();
    return events_.emplace_back(std::move(event));
}

std::vector<api::Event> EventLog::answer(api::LogOf const& asked) const {
    std::vector<api::Event> found;
    for (auto event = events_.rbegin(); event != events_.rend() && found.size() < asked.most;
         ++event)
        if (asked.ids.empty() || std::ranges::find(asked.ids, event->id) != asked.ids.end())
            found.push_back(*event);
    std::ranges::reverse(found);
    return found;
}

} // namespace shoal::engine
