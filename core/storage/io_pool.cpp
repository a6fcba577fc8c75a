#include "core/storage/io_pool.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace shoal::storage {
namespace {

constexpr std::size_t gathered = 8;
constexpr std::chrono::milliseconds gathering{2};

} // namespace

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
    Lock lock(mutex_);
    while (true) {
        if (!queue_.empty())
            move_bytes_of_next(lock);
        else if (is_hashing_due())
            hash_gathered(lock);
        else if (!to_hash_.empty())
            ready_.wait_until(lock, hash_by_);
        else if (ending_)
            return;
        else
            ready_.wait(lock);
    }
}

void IoPool::move_bytes_of_next(Lock& lock) {
    Work work = std::move(queue_.front());
    queue_.pop_front();
    lock.unlock();
    move_bytes(work);
    bool const is_moved_only = !wants_hashing(work);
    lock.lock();
    if (!is_moved_only) {
        if (to_hash_.empty())
            hash_by_ = std::chrono::steady_clock::now() + gathering;
        to_hash_.push_back(std::move(work));
        return;
    }
    std::vector<Work> done;
    done.push_back(std::move(work));
    finish(std::move(done), lock);
}

bool IoPool::is_hashing_due() const {
    return !to_hash_.empty() &&
           (to_hash_.size() >= gathered || ending_ || std::chrono::steady_clock::now() >= hash_by_);
}

void IoPool::hash_gathered(Lock& lock) {
    auto const end =
        to_hash_.begin() + static_cast<std::ptrdiff_t>(std::min(gathered, to_hash_.size()));
    std::vector<Work> works(std::move_iterator{to_hash_.begin()}, std::move_iterator{end});
    to_hash_.erase(to_hash_.begin(), end);
    lock.unlock();
    hash(works);
    lock.lock();
    finish(std::move(works), lock);
}

void IoPool::finish(std::vector<Work> works, Lock& lock) {
    bool const first = done_.empty();
    std::move(works.begin(), works.end(), std::back_inserter(done_));
    if (!first)
        return;
    lock.unlock();
    wake_();
    lock.lock();
}

} // namespace shoal::storage
