#pragma once

#include "core/api/types.hpp"
#include "core/base/clock.hpp"

namespace shoal::api {

/// How a peer calls itself in its handshake (BEP 3); zeros when it did not. Untrusted.
using PeerId = std::array<std::uint8_t, 20>;

/// Who a peer is: many share an address behind NAT, so the address alone says too little.
struct PeerName {
    Endpoint endpoint; ///< where it listens if it said so, else where it dialled from
    PeerId id{};

    friend auto operator<=>(PeerName const&, PeerName const&) = default;
};

/// A peer that is refused until a time, for what it did. Values only: may be saved.
struct Ban {
    PeerName peer;
    InfoHash torrent;   ///< in which it did it; it is refused in all
    std::string reason; ///< with the evidence, in words
    WallTime until;

    friend bool operator==(Ban const&, Ban const&) = default;
};

} // namespace shoal::api
