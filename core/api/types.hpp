#pragma once

#include "core/base/hash.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace shoal::api {

/// Short, stable number of a torrent within one session; 0 is never given.
using TorrentId = std::uint32_t;

/// v1: SHA-1 of the info dict (BEP 3). v2: SHA-256 of it (BEP 52). A hybrid has both.
struct InfoHash {
    std::optional<Sha1Digest> v1;
    std::optional<Sha256Digest> v2;

    friend bool operator==(InfoHash const&, InfoHash const&) = default;
};

/// A hybrid and its v1 or v2 half are one torrent.
[[nodiscard]] bool is_same_torrent(InfoHash const& a, InfoHash const& b);

/// The hash users see and type: v1's 40 digits when there is one, else v2's 64.
[[nodiscard]] std::string display(InfoHash const& hash);

enum class Format { v1, v2, hybrid };
[[nodiscard]] std::string_view to_string(Format format);

/// A host name or address, without brackets, and a port.
struct Endpoint {
    std::string host;
    std::uint16_t port = 0;

    // NOLINTNEXTLINE(modernize-use-nullptr): clang-tidy 14 takes the 0 of <=> for a pointer
    friend auto operator<=>(Endpoint const&, Endpoint const&) = default;
};

/// "host:port", "1.2.3.4:6881", "[2001:db8::1]:6881". Port 1–65535 (0 only when `allow_any_port`).
[[nodiscard]] Result<Endpoint> parse_endpoint(std::string_view text, bool allow_any_port = false);
[[nodiscard]] std::string to_string(Endpoint const& endpoint);

/// A named caution: something legal that will hurt ("metadata-large", "private-without-tracker",
/// …).
struct Warning {
    std::string name;
    std::string text;

    friend bool operator==(Warning const&, Warning const&) = default;
};

/// What a job that reads and hashes waits for most; `unknown`: too early to tell.
enum class Bound { unknown, reading, hashing };

/// How far a long job is. `seconds` since it began.
struct Progress {
    std::int64_t done_bytes = 0;
    std::int64_t total_bytes = 0;
    double seconds = 0;
    std::string file = {}; ///< being read, below the torrent's folder; untrusted
    int threads = 0;       ///< that hash; 0: not known
    Bound bound = Bound::unknown;
};

} // namespace shoal::api
