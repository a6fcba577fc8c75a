#pragma once

#include "core/storage/work.hpp"

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace shoal::storage {

/// Threads that carry out Works. What is done waits to be taken in batches.
class IoPool {
public:
    /// `wake` runs on one of the threads when something is done and nothing was waiting before.
    IoPool(int threads, std::function<void()> wake);
    /// Carries out what was posted, then joins.
    ~IoPool();
    IoPool(IoPool const&) = delete;
    IoPool& operator=(IoPool const&) = delete;

    /// Any thread.
    void post(Work work);
    /// In the order in which they were done. Any thread.
    [[nodiscard]] std::vector<Work> take_done();

private:
    void run();

    std::function<void()> const wake_;
    std::mutex mutex_;
    std::condition_variable ready_;
    std::deque<Work> queue_;
    std::vector<Work> done_;
    bool ending_ = false;
    std::vector<std::jthread> threads_;
};

} // namespace shoal::storage
