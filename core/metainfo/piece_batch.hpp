#pragma once

#include "core/base/clock.hpp"
#include "core/base/hash_lanes.hpp"
#include "core/metainfo/piece_reader.hpp"

namespace shoal::metainfo {

struct PieceHash {
    Sha1Digest v1{};
    Sha256Digest v2{};
};

/// What the pieces to hash are made of. Borrowed by those who hash.
struct PieceSource {
    std::vector<LayoutFile> const& files; ///< in order of offset
    std::vector<fs::path> const& paths;   ///< where each is; pads' entries are not looked at
    std::int64_t piece_size = 0;
    bool v1 = true;
    bool v2 = false; ///< then each piece begins with one file, and pads follow it
};

/// The file that the piece begins in, below the torrent's folder; empty: there is none.
[[nodiscard]] std::string file_of(PieceSource const& source, std::int64_t piece);

/// Pieces hashed side by side, a step of each in turn; each byte is read once. Memory: 256 KiB,
/// and in v2 32 bytes for each block (16 KiB) of the pieces. One thread.
class PieceBatch {
public:
    static constexpr std::size_t max_pieces = lane_count;

    /// How long a step took.
    struct Spent {
        std::chrono::nanoseconds reading{};
        std::chrono::nanoseconds hashing{};
    };

    explicit PieceBatch(PieceSource const& source);

    /// Starts on other pieces, at most `max_pieces`.
    void begin(std::span<std::int64_t const> pieces);
    /// Reads and hashes the next step of each piece; returns the bytes by which the batch came
    /// nearer to its end, 0 at the end.
    [[nodiscard]] std::int64_t step();

    /// On the latest step.
    [[nodiscard]] Spent spent() const { return spent_; }

    /// After the last step, once for each of the pieces given to `begin`, in their order. An Error
    /// if the piece could not be read.
    [[nodiscard]] std::vector<Result<PieceHash>> finish();

private:
    struct Lane {
        PieceReader::Stretch stretch;
        std::int64_t left = 0;      ///< bytes of the piece not read yet
        std::int64_t v2_left = 0;   ///< of these, that belong to the file which begins the piece
        bool is_only_piece = false; ///< of that file
        std::vector<Sha256Digest> blocks;
        Result<void> outcome;
        std::span<std::byte> bytes; ///< of this step, empty at the end
    };

    void read_step(Lane& lane, std::span<std::byte> buffer);
    void hash_blocks();

    PieceSource const& source_;
    std::int64_t space_;
    PieceReader reader_;
    std::vector<std::byte> buffer_;
    std::vector<Lane> lanes_;
    std::array<Sha1Lane, max_pieces> sha1_;
    Spent spent_;
};

} // namespace shoal::metainfo
