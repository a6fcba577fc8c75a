#pragma once

#include "core/api/engine.hpp"

#include <memory>
#include <vector>

namespace shoal::engine {

/// Events and answers of one turn of the engine. They wait until the snapshot shows what they speak
/// of, so that whoever hears of a thing finds it in the next list; and many of one turn need one
/// snapshot. Engine thread only.
class Tidings {
public:
    explicit Tidings(api::OnEvent on_event)
        : waiting_(std::make_shared<Waiting>(std::move(on_event))) {}

    void event(api::Event event);

    /// `done`, put off to the end of the turn in which it is called; when no turn comes any more,
    /// until the last such answer was given up.
    [[nodiscard]] api::Done later(api::Done done);

    [[nodiscard]] bool empty() const { return waiting_->items.empty(); }

    /// All that waits, in order.
    void tell() { waiting_->tell(); }

private:
    struct Waiting {
        api::OnEvent on_event;
        std::vector<std::function<void()>> items;

        explicit Waiting(api::OnEvent told) : on_event(std::move(told)) {}

        ~Waiting() { tell(); }

        Waiting(Waiting const&) = delete;
        Waiting& operator=(Waiting const&) = delete;

        void tell();
    };

    std::shared_ptr<Waiting> waiting_;
};

} // namespace shoal::engine
