#pragma once

#include "core/api/types.hpp"
#include "core/base/clock.hpp"
#include "core/base/hash.hpp"

#include <compare>
#include <optional>
#include <string>

namespace shoal::health {

/// Names a node, or what is looked for: an info-hash, v2's cut to 20 bytes (BEP 52).
using DhtId = Sha1Digest;

/// IPv4 takes the first four bytes.
struct DhtEndpoint {
    std::array<std::uint8_t, 16> address{};
    bool is_v6 = false;
    std::uint16_t port = 0;

    // NOLINTNEXTLINE(modernize-use-nullptr): clang-tidy 14 takes the 0 of <=> for a pointer
    friend auto operator<=>(DhtEndpoint const&, DhtEndpoint const&) = default;
};

enum class DhtKind { query, reply, error };
/// `other`: ping, find_node, and what we do not know.
enum class DhtMethod { get_peers, announce_peer, other };

/// One message of the DHT (BEP 5), ours or a stranger's. What we answer others is left out.
struct DhtPacket {
    SteadyTime at{};
    bool is_outgoing = false;
    DhtKind kind = DhtKind::query;
    DhtEndpoint endpoint;
    std::string transaction;             ///< of the query; its answer has the same
    DhtMethod method = DhtMethod::other; ///< of a query
    std::optional<DhtId> target = {};    ///< of such a query
    std::optional<DhtId> id = {};        ///< the sender's
    /// As whom the node sees us, in its reply (BEP 42). Of IPv4 alone.
    std::optional<DhtEndpoint> us = {};
};

/// A node that another one named.
struct DhtContact {
    DhtId id{};
    api::Endpoint endpoint; ///< an address
};

/// How far apart two ids are, as a share of all there are: 0 to 1.
[[nodiscard]] double dht_distance(DhtId const& a, DhtId const& b);

} // namespace shoal::health
