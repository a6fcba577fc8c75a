#pragma once

#include "core/api/dht.hpp"

#include <map>
#include <string>
#include <vector>

namespace shoal::api {

// What only those ask for who watch a session from outside. Totals are of this run.

/// With the peers, in bytes.
struct TrafficFigures {
    std::int64_t sent = 0; ///< payload and protocol
    std::int64_t received = 0;
    std::int64_t payload_sent = 0;
    std::int64_t payload_received = 0;
    std::int64_t wasted = 0; ///< payload that came twice, or was bad
};

struct ConnectionFigures {
    std::int64_t open = 0;     ///< that have connected
    std::int64_t dialled = 0;  ///< on their way
    std::int64_t accepted = 0; ///< so far, of those who dialled us
};

/// Our routing table for one family of addresses.
struct DhtTableView {
    std::string family;       ///< "v4", "v6"
    int nodes = 0;            ///< that answer
    int spare = 0;            ///< that would take the place of one that does not
    int stale = 0;            ///< buckets that nothing was heard from for 15 minutes
    std::vector<int> buckets; ///< nodes in each; [n]: ids with n bits as ours has them
};

/// A lookup that is under way.
struct DhtLookupView {
    std::string kind;   ///< "get_peers", "find_node"…
    std::string target; ///< 40 hex digits
    int answered = 0;   ///< nodes
    int waiting = 0;
    int timeouts = 0;
};

struct DhtFigures {
    std::int64_t kept_peers = 0;    ///< for others, as a node
    std::int64_t kept_torrents = 0; ///< that these peers are of
    std::int64_t messages_in = 0;
    std::int64_t messages_out = 0;
    std::int64_t dropped_in = 0; ///< messages beyond what is allowed
    std::int64_t dropped_out = 0;
    std::int64_t bytes_in = 0;
    std::int64_t bytes_out = 0;
    std::vector<DhtTableView> tables;  ///< when figures were asked for before; none after a minute
    std::vector<DhtLookupView> active; ///< as above
};

/// A port that a router was asked to let through.
struct MappingView {
    std::string protocol;  ///< "UPnP", "NAT-PMP"
    std::string transport; ///< "tcp", "udp"
    int external_port = 0; ///< 0: it does not
    std::string error;     ///< why; of a stranger
};

/// What a NAT does to our UDP port, by the word of DHT nodes that say where they see us (BEP 42).
/// Of IPv4 alone.
struct NatFigures {
    int nodes = 0; ///< that said so, of the newest 64
    int kept = 0;  ///< of these: they see the port that we listen on
    int ports = 0; ///< different ones that they see
};

/// Whether others reach us, as far as it shows. Times are seconds ago; nothing: not yet.
struct ReachFigures {
    std::vector<std::string> external; ///< our addresses, as others see them
    std::vector<MappingView> mappings;
    std::optional<double> dialled_tcp, dialled_utp; ///< a peer came to us
    std::optional<double> asked_dht;                ///< a node came to us
    NatFigures nat;
    /// Our own dials so far, by what became of them: "connected", "refused", "timed_out", "other".
    std::map<std::string, std::int64_t> dials;
};

/// Who may download from us.
struct ChokingFigures {
    std::optional<double> next_round; ///< seconds until the slots are dealt anew
    int slots = 0;
    int interested = 0; ///< peers that want something
    int unchoked = 0;
    std::map<std::string, int> peers;             ///< by the reason why each is served, or not
    std::map<std::string, std::int64_t> unchokes; ///< so far, by their reason
    std::map<std::string, std::int64_t> chokes;
};

/// How long the disk took, in seconds. One visit concerns one piece, or a part of it.
struct DiskFigures {
    Histogram read;
    Histogram write;
    Histogram hash;
    Histogram flush; ///< all files of one torrent that were written since its last
};

struct SessionFigures {
    double uptime = 0; ///< seconds
    TrafficFigures traffic;
    ConnectionFigures connections;
    DhtFigures dht;
    DhtView dht_seen;
    std::optional<DhtCheckView> dht_check; ///< the newest
    ReachFigures reach;
    ChokingFigures choking;
    DiskFigures disk;
};

} // namespace shoal::api
