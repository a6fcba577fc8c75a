#include "core/storage/io_pool.hpp"

#include <utility>

namespace shoal::storage {

IoPool::IoPool(int threads, std::function<void()> wake) : wake_(std::move(wake)) {
    for (int i = 0; i < threads; ++i)
        threads_.emplace_back([this] { run(); });
}

IoPool::~IoPool() {
    {
        std::scoped_lock lock(mutex_);
        ending_ = true;
    }
    ready_.notify_all();
    threads_.clear();
}

void IoPool::post(Work work) {
    {
        std::scoped_lock lock(mutex_);
        queue_.push_back(std::move(work));
    }
    ready_.notify_one();
}

std::vector<Work> IoPool::take_done() {
    std::scoped_lock lock(mutex_);
    return std::exchange(done_, {});
}

void IoPool::run() {
    std::unique_lock lock(mutex_);
    while (true) {
        ready_.wait(lock, [this] { return ending_ || !queue_.empty(); });
        if (queue_.empty())
            return;
        Work work = std::move(queue_.front());
        queue_.pop_front();
        lock.unlock();
        perform(work);
        lock.lock();
        bool const first = done_.empty();
        done_.push_back(std::move(work));
        if (!first)
            continue;
        lock.unlock();
        wake_();
        lock.lock();
    }
}

} // namespace shoal::storage
