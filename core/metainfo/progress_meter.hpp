#pragma once

#include "core/api/torrents.hpp"

#include <atomic>
#include <mutex>

namespace shoal::metainfo {

/// Adds up what several threads did and reports it about five times a second, never twice at once.
class ProgressMeter {
public:
    ProgressMeter(api::OnProgress const& report, std::int64_t total)
        : report_(report), total_(total), began_(std::chrono::steady_clock::now()), last_(began_) {}

    /// Any thread.
    void add(std::int64_t bytes) {
        auto const done = done_ += bytes;
        std::unique_lock const lock(mutex_, std::try_to_lock);
        auto const now = std::chrono::steady_clock::now();
        if (!lock || now - last_ < interval)
            return;
        last_ = now;
        tell(done, now);
    }

    /// The last report, once the threads are gone.
    void finish() { tell(done_, std::chrono::steady_clock::now()); }

private:
    static constexpr std::chrono::milliseconds interval{200};

    void tell(std::int64_t done, SteadyTime now) {
        if (report_)
            report_({done, total_, std::chrono::duration<double>(now - began_).count()});
    }

    api::OnProgress const& report_;
    std::int64_t total_;
    SteadyTime began_;
    SteadyTime last_; ///< under mutex_
    std::atomic<std::int64_t> done_{0};
    std::mutex mutex_; ///< one reporter at a time; the others go on working
};

} // namespace shoal::metainfo
