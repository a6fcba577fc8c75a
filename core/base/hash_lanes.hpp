#pragma once

#include "core/base/hash.hpp"

#include <vector>

namespace shoal {

using Bytes = std::span<std::byte const>;

/// How many messages are hashed side by side.
inline constexpr std::size_t lane_count = 16;

/// `portable` is OpenSSL, one message after the other; `fastest` falls back to it by itself.
enum class LaneCode { fastest, portable };

/// Hashes independent messages, a lane each, whose bytes arrive in parts. Fast as long as the
/// lanes' parts are equally long. Memory: 2 KiB. One thread at a time.
template <class Digest>
class HashLanes {
public:
    explicit HashLanes(LaneCode code = LaneCode::fastest);

    /// Goes on with lane i by parts[i], of any length; lanes beyond the parts stay as they are.
    void update(std::span<Bytes const> parts);
    /// out[i] is lane i's digest since it last started. All lanes start over.
    void finish(std::span<Digest> out);

private:
    struct Lane {
        std::array<std::uint32_t, sizeof(Digest) / 4> state{};
        std::array<std::byte, 64> rest{}; ///< what does not fill a block yet
        std::size_t rest_size = 0;
        std::uint64_t size = 0; ///< bytes so far
    };

    std::array<Lane, lane_count> lanes_;
    std::vector<Hasher<Digest>> portable_; ///< one a lane, or none when the CPU does it
};

using Sha1Lanes = HashLanes<Sha1Digest>;
using Sha256Lanes = HashLanes<Sha256Digest>;

/// out[i] is the digest of messages[i]; any number, any lengths. Fastest when neighbours are
/// equally long.
void sha1_many(std::span<Bytes const> messages, std::span<Sha1Digest> out,
               LaneCode code = LaneCode::fastest);
void sha256_many(std::span<Bytes const> messages, std::span<Sha256Digest> out,
                 LaneCode code = LaneCode::fastest);

} // namespace shoal
