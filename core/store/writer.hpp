#pragma once

#include "core/base/mailbox.hpp"
#include "core/store/database.hpp"

#include <functional>
#include <thread>

namespace shoal::store {

/// One change to the database.
struct Job {
    /// Within a transaction that other jobs share. io, denied and busy undo all of it; any other
    /// error undoes this job alone. Empty: nothing.
    std::function<Result<void>(Database&)> apply;
    /// After it is durable, or failed. Where there is none, what the disk refused is tried again.
    std::function<void(Result<void> const&)> done = {};
    /// A later job with the same key makes this one needless; empty: never.
    std::string key = {};
};

/// Those that a later one of the same key makes needless have nothing to apply any more, and are
/// gone if they have nobody to tell.
void drop_superseded(std::vector<Job>& jobs);

/// The thread that alone changes the database: all jobs that wait make one transaction.
class Writer {
public:
    explicit Writer(std::unique_ptr<Database> database);
    ~Writer();
    Writer(Writer const&) = delete;
    Writer& operator=(Writer const&) = delete;

    /// Any thread; `done` runs on the writer's, and may post.
    void post(Job job);

    /// Writes what is queued, joins; true when the database turned out to be damaged. What is
    /// posted from now on is dropped. Owner's thread; idempotent.
    bool finish();

private:
    void run();
    void commit(std::vector<Job> jobs);
    [[nodiscard]] Result<void> apply(std::vector<Job> const& jobs,
                                     std::vector<Result<void>>& results);

    std::unique_ptr<Database> database_;
    Mailbox<Job> jobs_;
    std::vector<Job> again_; ///< failed, with nobody to tell
    std::thread thread_;     ///< last: it uses all of the above
};

} // namespace shoal::store
