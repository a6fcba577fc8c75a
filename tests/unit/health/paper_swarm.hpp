#pragma once

#include "core/health/monitor.hpp"

#include <fmt/format.h>

#include <initializer_list>

namespace shoal::test {

/// A swarm on paper: what a look at it would say, changed by hand, at virtual time.
class PaperSwarm {
public:
    explicit PaperSwarm(std::size_t pieces = 64) {
        auto& us = now.us;
        us.piece_size = 256 * 1024;
        us.size = us.wanted = us.piece_size * static_cast<std::int64_t>(pieces);
        us.have = health::PieceSet{pieces};
        now.at = SteadyTime{std::chrono::hours{1}};
        now.wall = WallTime{std::chrono::hours{500'000}};
    }

    health::PeerSample& peer() {
        auto const number = ++last_;
        return now.peers.emplace_back(health::PeerSample{
            .number = number,
            .name = {{fmt::format("10.0.{}.{}", number / 250, number % 250 + 1), 6881}},
            .origins = health::from_tracker});
    }

    health::PeerSample& seed() {
        auto& seed = peer();
        seed.is_seed = seed.is_upload_only = true;
        return seed;
    }

    /// Has the first `count` pieces from `first` on, going round.
    health::PeerSample& leech(std::size_t count, std::size_t first = 0) {
        auto& leech = peer();
        health::PieceSet pieces{now.us.have.size()};
        for (std::size_t i = 0; i < count; ++i)
            pieces.set((first + i) % pieces.size());
        leech.pieces = std::make_shared<health::PieceSet const>(std::move(pieces));
        return leech;
    }

    health::PeerSample& leech(std::initializer_list<std::size_t> held) {
        auto& leech = peer();
        health::PieceSet pieces{now.us.have.size()};
        for (std::size_t const piece : held)
            pieces.set(piece);
        leech.pieces = std::make_shared<health::PieceSet const>(std::move(pieces));
        return leech;
    }

    void pass(SteadyTime::duration time) {
        now.at += time;
        now.wall += std::chrono::duration_cast<WallTime::duration>(time);
    }

    /// Looks once, then every ten seconds for so long.
    void look(health::Monitor& monitor, std::chrono::seconds time = std::chrono::seconds{0}) {
        monitor.observe(now);
        now.left.clear();
        for (auto left = time; left.count() > 0; left -= step) {
            pass(step);
            monitor.observe(now);
        }
    }

    health::Sample now;

private:
    static constexpr std::chrono::seconds step{10};
    health::PeerNumber last_ = 0;
};

} // namespace shoal::test
