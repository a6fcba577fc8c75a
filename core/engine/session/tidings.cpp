#include "core/engine/session/tidings.hpp"

#include <utility>

namespace shoal::engine {

void Tidings::Waiting::tell() {
    for (auto const& item : std::exchange(items, {}))
        item();
}

void Tidings::event(api::Event event) {
    waiting_->items.emplace_back(
        [waiting = waiting_.get(), event = std::move(event)] { waiting->on_event(event); });
}

api::Done Tidings::later(api::Done done) {
    return [waiting = waiting_, done = std::move(done)](Result<api::Reply> reply) {
        waiting->items.emplace_back([done, reply = std::move(reply)] { done(reply); });
    };
}

} // namespace shoal::engine
