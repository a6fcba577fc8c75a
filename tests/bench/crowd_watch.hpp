#pragma once

#include "tests/bench/crowd.hpp"
#include "tests/bench/wire_tap.hpp"

#include <chrono>
#include <optional>

namespace shoal::bench {

/// The peers of a run: the seed at `address(first_address)`, the leeches at those that follow.
struct Crowd {
    std::unique_ptr<test::Client> seed;
    std::vector<std::unique_ptr<test::Client>> leeches = {};
};

inline constexpr int first_address = 10;

/// What is seen of a crowd from its start on, which is when this is made. The crowd outlives it.
class CrowdWatch {
public:
    explicit CrowdWatch(Crowd const& crowd);

    /// Call once, as soon as all leeches have a process.
    void leeches_have_started();
    /// Call every 50 ms or so.
    void look();

    /// Whether the seed has sent anything.
    [[nodiscard]] bool has_begun() const { return first_sent_s_[0].has_value(); }

    /// Whether every leech is complete.
    [[nodiscard]] bool is_over() const { return complete_s_.size() == crowd_.leeches.size(); }

    /// As of the last look.
    [[nodiscard]] CrowdRun result(CrowdScene const& scene) const;

private:
    // Peer 0 is the seed.
    [[nodiscard]] std::int64_t sent(std::size_t peer) const;
    [[nodiscard]] std::int64_t received(std::size_t peer) const;
    [[nodiscard]] double rate(std::size_t peer) const;

    Crowd const& crowd_;
    WireTap tap_;
    OthersMeter others_;
    std::vector<Watch> watches_;                      ///< of all peers
    std::vector<std::optional<double>> first_sent_s_; ///< of all peers
    std::vector<bool> is_complete_;                   ///< of the leeches
    std::vector<double> complete_s_;
    std::chrono::steady_clock::time_point began_;
    double now_s_ = 0;
};

} // namespace shoal::bench
