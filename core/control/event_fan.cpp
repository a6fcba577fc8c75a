#include "core/control/event_fan.hpp"

#include "core/control/json_event.hpp"

namespace shoal::control {

void EventFan::add(std::shared_ptr<net::HttpStream> reader) {
    std::scoped_lock lock(mutex_);
    readers_.push_back(std::move(reader));
}

EventFan::Readers EventFan::readers() const {
    std::scoped_lock lock(mutex_);
    return readers_;
}

void EventFan::publish(api::Event const& event) {
    auto const present = readers();
    if (present.empty())
        return;
    auto const line = to_json(event) + '\n';
    for (auto const& reader : present) {
        if (reader->push(line))
            continue;
        std::scoped_lock lock(mutex_);
        std::erase(readers_, reader); // it ends outside: `present` holds it
    }
}

} // namespace shoal::control
