#pragma once

#include "core/base/hash.hpp"
#include "core/base/sha_cpu.hpp"

#include <optional>

namespace shoal {

using Bytes = std::span<std::byte const>;

/// How many messages are hashed side by side.
inline constexpr std::size_t lane_count = sha_cpu::width;

/// What hashes; all give the same digests. `openssl` takes one message after the other on any CPU,
/// `fastest` falls back to it by itself. The others only where `has_lane_code`.
enum class LaneCode { fastest, openssl, sha_instructions, avx512 };

[[nodiscard]] bool has_lane_code(LaneCode code);

/// A digest of bytes that arrive in parts, and may be hashed beside those of other messages.
/// Movable, about 150 bytes. One thread at a time.
template <class Digest>
class LaneHasher {
public:
    explicit LaneHasher(LaneCode code = LaneCode::fastest);

    struct Part {
        LaneHasher* message;
        Bytes bytes; ///< any number, that the message goes on with
    };

    /// Any number of parts, no message twice, all of one code. Fastest when neighbours are equally
    /// long, many, and all together fit into the core's own cache.
    static void update(std::span<Part const> parts);
    /// out[i] is the digest of messages[i] since its beginning; each begins anew.
    static void finish(std::span<LaneHasher> messages, std::span<Digest> out);

    void update(Bytes bytes) { update(std::array{Part{this, bytes}}); }

    [[nodiscard]] Digest finish();

private:
    void begin();
    static void update_some(std::span<Part const> parts);
    static void finish_some(std::span<LaneHasher> messages, std::span<Digest> out);

    sha_cpu::Compress compress_; ///< null: OpenSSL does it
    std::optional<Hasher<Digest>> openssl_;
    std::array<std::uint32_t, sizeof(Digest) / 4> state_{};
    std::array<std::byte, 64> rest_{}; ///< what does not fill a block yet
    std::size_t rest_size_ = 0;
    std::uint64_t size_ = 0; ///< bytes so far
};

using Sha1Lane = LaneHasher<Sha1Digest>;
using Sha256Lane = LaneHasher<Sha256Digest>;
extern template class LaneHasher<Sha1Digest>;
extern template class LaneHasher<Sha256Digest>;

/// out[i] is the digest of messages[i]; any number, any lengths. Fastest as above.
void sha1_many(std::span<Bytes const> messages, std::span<Sha1Digest> out,
               LaneCode code = LaneCode::fastest);
void sha256_many(std::span<Bytes const> messages, std::span<Sha256Digest> out,
                 LaneCode code = LaneCode::fastest);

} // namespace shoal
