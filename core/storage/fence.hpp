#pragma once

#include "core/base/check.hpp"

#include <deque>
#include <functional>
#include <utility>

namespace shoal::storage {

/// Lets ordinary operations on one torrent's storage pass until one comes that must be alone; later
/// ones then wait, in order, until it is over. Owner's thread.
class Fence {
public:
    using Op = std::function<void()>;

    /// True until those that waited have run, too: who comes meanwhile waits behind them.
    [[nodiscard]] bool raised() const { return raised_ || !waiting_.empty(); }

    /// Only while raised: runs when all before it is over.
    void hold(Op op) {
        SHOAL_CHECK(raised());
        waiting_.push_back({std::move(op), false});
    }

    /// Runs `op` alone; it ends with a call of `lower`, then or later.
    void raise(Op op) {
        if (raised()) {
            waiting_.push_back({std::move(op), true});
            return;
        }
        raised_ = true;
        op();
    }

    void lower() {
        SHOAL_CHECK(raised_);
        raised_ = false;
        while (!waiting_.empty() && !raised_) {
            auto next = std::move(waiting_.front());
            waiting_.pop_front();
            raised_ = next.alone;
            next.op();
        }
    }

private:
    struct Waiting {
        Op op;
        bool alone = false;
    };

    std::deque<Waiting> waiting_;
    bool raised_ = false;
};

} // namespace shoal::storage
