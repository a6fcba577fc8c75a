#pragma once

#include "core/storage/work.hpp"

#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace shoal::storage {

/// Threads that carry out Works: first the disk's share of each, then the processor's, for which
/// some are gathered, since pieces hashed side by side take a third of the time. One thread at a
/// time writes to a store: a second would only spin on the inode's lock. What is done waits to be
/// taken in batches.
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
    using Lock = std::unique_lock<std::mutex>;
    using Time = std::chrono::steady_clock::time_point;

    void run();
    [[nodiscard]] bool may_move(Work const& work) const;
    [[nodiscard]] std::deque<Work>::iterator next();
    void move_bytes_of(std::deque<Work>::iterator next, Lock& lock);
    void hash_gathered(Lock& lock);
    void finish(std::vector<Work> works, Lock& lock);
    [[nodiscard]] bool is_hashing_due() const;

    std::function<void()> const wake_;
    std::mutex mutex_;
    std::condition_variable ready_;
    std::deque<Work> queue_;
    std::vector<BlockStore const*> written_; ///< by a thread just now
    std::deque<Work> to_hash_;
    Time hash_by_{}; ///< when what is to be hashed has waited enough
    std::vector<Work> done_;
    bool ending_ = false;
    std::vector<std::jthread> threads_;
};

} // namespace shoal::storage
