#pragma once

#include <mutex>
#include <utility>
#include <vector>

namespace shoal::engine {

/// What one thread notes for another to take: our plugins for the engine, or the other way round.
template <class Note>
class Outbox {
public:
    void put(Note note) {
        std::scoped_lock const lock(mutex_);
        notes_.push_back(std::move(note));
    }

    [[nodiscard]] std::vector<Note> take() {
        std::scoped_lock const lock(mutex_);
        return std::exchange(notes_, {});
    }

private:
    std::mutex mutex_;
    std::vector<Note> notes_;
};

} // namespace shoal::engine
