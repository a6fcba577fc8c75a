#pragma once

#include "core/api/types.hpp"
#include "core/policy/first_copies.hpp"
#include "core/policy/spread.hpp"

#include <libtorrent/torrent_handle.hpp>
#include <libtorrent/torrent_info.hpp>

#include <memory>
#include <random>

namespace shoal::engine {

/// What choking knows of one torrent. Without peers next to nothing: there may be thousands.
struct ChokedSwarm {
    api::TorrentId id = 0;
    lt::torrent_handle handle;
    bool is_finished = false;   ///< all that is wanted is there
    bool is_first_seed = false; ///< complete from the start, and no other seed was met
    int peers = 0;              ///< that have shaken hands
    SteadyTime counted_at{};    ///< when their number last changed
    int max_uploads = 0;        ///< as last set
    std::int64_t sent = 0;      ///< payload bytes
    policy::Spread spread = {};
    std::optional<policy::FirstCopies> first_copies = {};
    std::shared_ptr<lt::torrent_info const> info = {}; ///< once it was asked for

    void peer_came() {
        counted_at = std::chrono::steady_clock::now();
        if (++peers > 1)
            return;
        allow_uploads(1);
        if (is_first_seed)
            first_copies.emplace(static_cast<std::size_t>(torrent_info().num_pieces()),
                                 std::random_device{}());
    }

    void peer_left(policy::PeerKey peer, policy::PeerName name) {
        counted_at = std::chrono::steady_clock::now();
        spread.left(name, counted_at);
        if (first_copies)
            first_copies->left(peer);
        if (--peers == 0) {
            spread = {};
            first_copies.reset();
            info.reset();
            max_uploads = 0;
        }
    }

    /// Of a torrent that has its metadata, which for a magnet comes late.
    [[nodiscard]] lt::torrent_info const& torrent_info() {
        if (!info)
            info = handle.torrent_file();
        return *info;
    }

    /// libtorrent unchokes who gets interested as long as its torrent has uploads left. It reads
    /// none as no limit.
    void allow_uploads(int most) {
        if (std::exchange(max_uploads, std::max(1, most)) != std::max(1, most))
            handle.set_max_uploads(max_uploads);
    }

    void met_seed() {
        is_first_seed = false;
        first_copies.reset();
    }

    /// libtorrent looks through all pieces for each peer when it hides them from a new one.
    [[nodiscard]] bool hides_pieces() const {
        constexpr std::size_t most = 1'000'000;
        return first_copies && first_copies->pieces() * static_cast<std::size_t>(peers) <= most;
    }

    /// Nothing is hidden any longer once all has left, nor from a peer that has been alone for
    /// long: of a crowd somebody comes first, and what it knows it asks us for, though others have
    /// it.
    [[nodiscard]] bool is_open(SteadyTime now) {
        constexpr auto long_alone = 5s;
        if (first_copies && first_copies->is_over(now, sent))
            first_copies.reset();
        return !first_copies || (peers == 1 && now - counted_at >= long_alone);
    }
};

} // namespace shoal::engine
