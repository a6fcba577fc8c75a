#pragma once

#include "core/api/snapshot.hpp"

#include <array>
#include <deque>
#include <unordered_map>

namespace shoal::tui {

struct Rates {
    std::int64_t down = 0;
    std::int64_t up = 0;
};

[[nodiscard]] Rates total_rates(api::Snapshot const& snapshot);

/// What moved lately, in steps of five seconds, each the mean of its samples: steps that are over
/// do not change any more, so graphs stand still between them.
class History {
public:
    static constexpr std::size_t samples_a_step = 5;  ///< one a second
    static constexpr std::size_t torrent_steps = 120; ///< ten minutes
    static constexpr std::size_t session_steps = 720; ///< an hour
    static constexpr std::chrono::seconds step{5};

    /// Call often: takes a sample when one is due. True when it did.
    bool sample(api::Snapshot const& snapshot, SteadyTime now);

    /// One step of a torrent.
    struct Step {
        std::int64_t down = 0;
        std::int64_t up = 0;
        std::optional<float> copies; ///< distributed; nothing: it was not looked at
    };

    /// Oldest first, up to `torrent_steps`; none when nothing moved.
    [[nodiscard]] std::vector<Step> track(api::TorrentId id) const;
    [[nodiscard]] std::vector<std::int64_t> down(api::TorrentId id) const;
    [[nodiscard]] std::vector<std::int64_t> up(api::TorrentId id) const;

    /// The same in longer steps, of which the newest is going on.
    static constexpr std::size_t steps_a_stretch = 10; ///< 50 s
    static constexpr std::size_t stretches = torrent_steps / steps_a_stretch;
    [[nodiscard]] std::vector<std::int64_t> down_stretches(api::TorrentId id) const;
    [[nodiscard]] std::vector<std::int64_t> up_stretches(api::TorrentId id) const;

    /// Oldest first, up to `session_steps`.
    [[nodiscard]] std::vector<std::int64_t> session_down() const;
    [[nodiscard]] std::vector<std::int64_t> session_up() const;

    /// How long the newest step has been going on, so far.
    [[nodiscard]] std::chrono::seconds newest_age() const {
        return std::chrono::seconds{samples_in_step_};
    }

private:
    /// Of rates, as exact as a graph is drawn: there may be ten thousand tracks.
    struct Sum {
        float down = 0;
        float up = 0;
    };

    struct Track {
        std::array<Sum, torrent_steps> sums{};
        std::array<float, torrent_steps> copies{}; ///< the newest of each step, and one; 0: none
        std::size_t last_moved = 0;                ///< the step in which it last did
    };

    void take(api::Snapshot const& snapshot);
    void begin_step();
    /// How many samples the step at `index` of `size` is the sum of.
    [[nodiscard]] std::int64_t divisor(std::size_t index, std::size_t size) const;
    [[nodiscard]] std::vector<std::int64_t> of(api::TorrentId id, float Sum::*direction) const;
    [[nodiscard]] std::vector<std::int64_t> stretches_of(api::TorrentId id,
                                                         float Sum::*direction) const;
    [[nodiscard]] std::vector<std::int64_t> session(std::int64_t Rates::*direction) const;

    SteadyTime next_{};
    std::size_t steps_ = 0; ///< begun so far; the newest is going on
    std::size_t samples_in_step_ = samples_a_step;
    std::unordered_map<api::TorrentId, Track> tracks_;
    std::deque<Rates> session_; ///< sums
};

} // namespace shoal::tui
