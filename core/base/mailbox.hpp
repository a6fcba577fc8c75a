#pragma once

#include "core/base/clock.hpp"

#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <utility>
#include <vector>

namespace shoal {

/// A bounded queue from many threads to one. Full means `post` refuses at once: the poster decides
/// what that means. `wake` makes the reader look up without a message: libtorrent's alert
/// notification needs no more.
template <class T>
class Mailbox {
public:
    explicit Mailbox(std::size_t capacity) : capacity_(capacity) {}

    /// False when full or closed; the item is then untouched. Any thread.
    [[nodiscard]] bool post(T&& item) {
        std::scoped_lock lock(mutex_);
        if (closed_ || items_.size() >= capacity_)
            return false;
        items_.push_back(std::move(item));
        ready_.notify_one();
        return true;
    }

    /// Any thread.
    void wake() {
        std::scoped_lock lock(mutex_);
        woken_ = true;
        ready_.notify_one();
    }

    /// Nothing is accepted from now on; the reader gets what is left. Any thread.
    void close() {
        std::scoped_lock lock(mutex_);
        closed_ = true;
        ready_.notify_all();
    }

    /// All waiting items, in order. Blocks until there is one, or a wake, a close, or the deadline.
    /// Reader thread.
    [[nodiscard]] std::vector<T> drain(SteadyTime deadline) {
        std::unique_lock lock(mutex_);
        ready_.wait_until(lock, deadline, [&] { return !items_.empty() || woken_ || closed_; });
        woken_ = false;
        return std::exchange(items_, {});
    }

    [[nodiscard]] bool closed() const {
        std::scoped_lock lock(mutex_);
        return closed_;
    }

private:
    std::size_t capacity_;
    mutable std::mutex mutex_;
    std::condition_variable ready_;
    std::vector<T> items_;
    bool woken_ = false;
    bool closed_ = false;
};

} // namespace shoal
