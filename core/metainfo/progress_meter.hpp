#pragma once

#include "core/api/torrents.hpp"
#include "core/metainfo/piece_batch.hpp"

#include <atomic>
#include <mutex>

namespace shoal::metainfo {

/// Adds up what several threads did and reports it about five times a second, never twice at once.
class ProgressMeter {
public:
    /// `source` is borrowed.
    ProgressMeter(api::OnProgress const& report, std::int64_t total, PieceSource const& source,
                  int threads)
        : report_(report),
          total_(total),
          source_(source),
          threads_(threads),
          began_(std::chrono::steady_clock::now()),
          last_(began_) {}

    /// Somebody reads this piece now. Any thread, as what follows.
    void at(std::int64_t piece) { piece_ = piece; }

    void add(std::int64_t bytes, PieceBatch::Spent spent) {
        auto const done = done_ += bytes;
        reading_ += spent.reading.count();
        hashing_ += spent.hashing.count();
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
            report_({.done_bytes = done,
                     .total_bytes = total_,
                     .seconds = std::chrono::duration<double>(now - began_).count(),
                     .file = file_of(source_, piece_),
                     .threads = threads_,
                     .bound = bound()});
    }

    /// By where the threads spent their time so far.
    [[nodiscard]] api::Bound bound() const {
        constexpr std::int64_t too_early = 100'000'000; // ns
        auto const reading = reading_.load();
        auto const hashing = hashing_.load();
        if (reading + hashing < too_early)
            return api::Bound::unknown;
        return reading > hashing ? api::Bound::reading : api::Bound::hashing;
    }

    api::OnProgress const& report_;
    std::int64_t total_;
    PieceSource const& source_;
    int threads_;
    SteadyTime began_;
    SteadyTime last_; ///< under mutex_
    std::atomic<std::int64_t> done_{0};
    std::atomic<std::int64_t> piece_{0};
    std::atomic<std::int64_t> reading_{0}; ///< nanoseconds of all threads
    std::atomic<std::int64_t> hashing_{0};
    std::mutex mutex_; ///< one reporter at a time; the others go on working
};

} // namespace shoal::metainfo
