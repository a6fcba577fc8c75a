#pragma once

#include "core/base/clock.hpp"

#include <compare>
#include <cstdint>
#include <set>

namespace shoal::policy {

/// Tells from what a peer asks of us whether it has use for the slot that it has. Who was
/// unchoked, or sent what it had asked for, is given time to ask for more: twice what it took from
/// its unchokes to its first requests, which is a round trip and what the peer does meanwhile.
/// Pure; one connection.
class Appetite {
public:
    /// Of a peer that was not seen to ask yet: more than most round trips.
    static constexpr SteadyTime::duration default_patience = 500ms;
    static constexpr SteadyTime::duration least_patience = 120ms;
    static constexpr SteadyTime::duration most_patience = 2s;

    struct Block {
        std::int32_t piece = 0;
        std::int32_t start = 0; ///< bytes into the piece

        friend auto operator<=>(Block const&, Block const&) = default;
    };

    void unchoked(SteadyTime now);

    /// What it asked for is forgotten, without a word to who has no BEP 6.
    void choked();

    /// While choked it does not count: it crosses our choke, and gets no answer.
    void asked(Block const& block, SteadyTime now);

    /// Sent, or refused, or it wants the block no longer; two of these may be told of one block.
    void settled(Block const& block) { waiting_.erase(block); }

    /// Payload left for it.
    void paid(SteadyTime now) { moved_ = now; }

    /// It has a slot, waits for nothing, and had time to ask.
    [[nodiscard]] bool is_idle(SteadyTime now) const {
        return has_slot_ && waiting_.empty() && now >= moved_ + patience();
    }

    [[nodiscard]] SteadyTime::duration patience() const;

private:
    static constexpr std::size_t most_blocks = 2000; ///< of those that libtorrent lets wait

    void note_delay(SteadyTime::duration delay);

    std::set<Block> waiting_;
    bool has_slot_ = false;
    bool has_asked_ = false; ///< in this slot
    SteadyTime unchoked_at_{};
    SteadyTime moved_{};               ///< unchoked, or sent payload
    SteadyTime::duration delay_{-1ns}; ///< smoothed; negative: not known
};

} // namespace shoal::policy
