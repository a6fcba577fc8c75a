#pragma once

#include "tests/interop/clients/client.hpp"

#include <functional>

// One file from one seed to one leech, both of one kind, over TCP without encryption, on the
// loopback device of a network of our own.

namespace shoal::bench {

struct Side {
    double cpu_seconds = 0; ///< user and system, from the leech's start to the end
    double rss_mib = 0;     ///< the most resident memory it ever had, mapped file pages included
    double anon_mib = 0;    ///< the most of its own, looked at every 10 ms
};

struct Transfer {
    std::string failure = {}; ///< empty: all of it arrived, and is equal
    std::string logs = {};    ///< with a failure: what both said
    double seconds = 0;       ///< from the leech's start until it says that it is complete
    double first_s = 0;       ///< until one piece's worth of bytes had crossed the wire
    double last_s = 0;        ///< until as many bytes as the file has had crossed the wire
    double others_cores = 0;  ///< cores that everything else kept busy meanwhile
    Side seed = {};
    Side leech = {};
};

/// Two of a kind.
struct Pair {
    std::string name;
    std::function<std::unique_ptr<test::Client>(test::ClientOptions)> seed;
    std::function<std::unique_ptr<test::Client>(test::ClientOptions)> leech;
};

// shoal in a foreign client's place; `program` is the build to run.
[[nodiscard]] std::unique_ptr<test::Client> shoal_seed(std::string program,
                                                       test::ClientOptions options);
[[nodiscard]] std::unique_ptr<test::Client> shoal_leech(std::string program,
                                                        test::ClientOptions options);

struct Cargo {
    fs::path dir;          ///< holds `seed/file` and `file.torrent`, which names no tracker
    std::int64_t size = 0; ///< of the file, bytes
    std::string info_hash; ///< v1
    std::string shoal;     ///< makes and edits .torrents
};

/// Writes the file and makes its .torrent: v1, 256 KiB pieces.
[[nodiscard]] Cargo make_cargo(fs::path const& dir, std::int64_t size, std::string const& shoal);

struct Bounds {
    std::chrono::seconds limit{120}; ///< a transfer that takes longer has failed
    std::chrono::seconds quiet{180}; ///< how long to wait for a quiet machine before it
    double busy_cores = 0;           ///< above that, the machine is not quiet
};

/// One transfer: the seed checks its data, announces itself to a tracker and waits; then the leech
/// starts. The copy is compared with the original and removed.
[[nodiscard]] Transfer run_transfer(Cargo const& cargo, Pair const& pair, Bounds const& bounds);

} // namespace shoal::bench
