#pragma once

#include "core/base/mailbox.hpp"

#include <functional>
#include <stop_token>
#include <thread>

namespace shoal {

/// One thread that runs blocking jobs in order, so that threads which must not block can hand them
/// over.
class Worker {
public:
    using Job = std::function<void(std::stop_token)>;

    Worker();
    /// Asks the running job to stop, drops those not begun, joins.
    ~Worker();
    Worker(Worker const&) = delete;
    Worker& operator=(Worker const&) = delete;

    /// Any thread. Jobs posted after `finish` are dropped.
    void post(Job job);

    /// Runs everything posted so far, then joins. Owner's thread; idempotent.
    void finish();

private:
    void run(std::stop_token stop);

    Mailbox<Job> jobs_;
    std::jthread thread_;
};

} // namespace shoal
