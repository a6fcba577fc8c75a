#pragma once

#include "core/api/types.hpp"
#include "core/base/file.hpp"

namespace shoal::api {

enum class Encryption { off, prefer, require };

/// How a session meets the world: the swarm flags that get, seed and the daemon share.
/// Memory for pieces on their way to and from the disk, all torrents together.
inline constexpr std::int64_t default_cache = 32 << 20;
inline constexpr std::int64_t least_cache = 4 << 20;

struct SwarmOptions {
    std::vector<Endpoint> listen; ///< empty: every interface, IPv4 and IPv6, on the default port
    std::string interface;        ///< device or address that outgoing connections are bound to
    std::int64_t up_limit = 0;    ///< bytes/s, 0 = none
    std::int64_t down_limit = 0;
    bool limit_local = true; ///< the limits hold for peers on the local network too
    bool dht = true;
    std::vector<Endpoint> dht_nodes; ///< used instead of the public bootstrap nodes when given
    bool pex = true;
    bool lsd = true;
    bool utp = true;
    bool portmap = true;
    Encryption encryption = Encryption::prefer;
    std::string proxy; ///< socks5://[user:pw@]host:port or http://…; empty: none
    int connections = 200;
    std::optional<int> upload_slots;    ///< none: as many as the line carries; 0: nobody is served
    std::int64_t cache = default_cache; ///< bytes; see storage::CacheLimits
    fs::path state_dir; ///< DHT state and resume data live here; empty: nothing is kept
};

} // namespace shoal::api
