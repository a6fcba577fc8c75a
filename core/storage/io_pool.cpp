#include "core/storage/io_pool.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace shoal::storage {
namespace {

constexpr std::size_t gathered = lane_count;
constexpr std::chrono::milliseconds gathering{5};

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
    bool may_begin = false;
    {
        std::scoped_lock lock(mutex_);
        may_begin = may_move(work);
        queue_.push_back(std::move(work));
    }
    if (may_begin)
        ready_.notify_one();
}

std::vector<Work> IoPool::take_done() {
    std::scoped_lock lock(mutex_);
    return std::exchange(done_, {});
}

void IoPool::run() {
    Lock lock(mutex_);
    while (true) {
        if (auto const work = next(); work != queue_.end())
            move_bytes_of(work, lock);
        else if (is_hashing_due())
            hash_gathered(lock);
        else if (!to_hash_.empty())
            ready_.wait_until(lock, hash_by_);
        else if (ending_ && queue_.empty())
            return ready_.notify_all();
        else
            ready_.wait(lock);
    }
}

bool IoPool::may_move(Work const& work) const {
    return work.stores.empty() ||
           std::find(written_.begin(), written_.end(), work.volume.store.get()) == written_.end();
}

std::deque<Work>::iterator IoPool::next() {
    return std::find_if(queue_.begin(), queue_.end(),
                        [this](Work const& work) { return may_move(work); });
}

void IoPool::move_bytes_of(std::deque<Work>::iterator next, Lock& lock) {
    Work work = std::move(*next);
    queue_.erase(next);
    auto const* const store = work.stores.empty() ? nullptr : work.volume.store.get();
    if (store)
        written_.push_back(store);
    lock.unlock();
    move_bytes(work);
    bool const is_to_hash = wants_hashing(work);
    lock.lock();
    if (store)
        std::erase(written_, store); // this thread goes on with what others passed over
    if (!is_to_hash) {
        std::vector<Work> done;
        done.push_back(std::move(work));
        return finish(std::move(done), lock);
    }
    if (to_hash_.empty())
        hash_by_ = std::chrono::steady_clock::now() + gathering;
    to_hash_.push_back(std::move(work));
    if (to_hash_.size() == 1 || to_hash_.size() == gathered)
        ready_.notify_one();
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
    hash_by_ = std::chrono::steady_clock::now() + gathering; // for those that are left
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
