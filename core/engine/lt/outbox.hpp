#pragma once

#include <mutex>
#include <utility>
#include <vector>

namespace shoal::engine {

/// What our plugins note on the network thread for the engine thread to take.
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
