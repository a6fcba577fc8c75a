#pragma once

#include "core/api/figures.hpp"
#include "core/policy/choker.hpp"

#include <mutex>
#include <set>

namespace shoal::engine {

/// What the choker decided, on its way from the network thread to whoever asks. Any thread.
class ChokingBook {
public:
    /// A decision on all `peers`. Who asks when a slot is free is unchoked by libtorrent at once:
    /// that counts with the decision that lets it be.
    void note(int slots, std::span<policy::ChokePeer const> peers,
              std::span<policy::Verdict const> verdicts);

    /// When the slots are dealt anew.
    void note_round(SteadyTime next) {
        std::scoped_lock const lock(mutex_);
        next_round_ = next;
    }

    [[nodiscard]] api::ChokingFigures read(SteadyTime now) const;

private:
    mutable std::mutex mutex_;
    api::ChokingFigures figures_;
    SteadyTime next_round_{};
    std::set<policy::PeerKey> served_; ///< by the last decision
};

} // namespace shoal::engine
