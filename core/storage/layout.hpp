#pragma once

#include <cstdint>
#include <vector>

namespace shoal::storage {

/// Bytes of one file, or of a pad (BEP 47), which is nowhere on the disk and reads as zeros.
struct Extent {
    int file = 0;
    std::int64_t offset = 0; ///< in the file
    int size = 0;
    bool pad = false;

    friend bool operator==(Extent const&, Extent const&) = default;
};

struct LayoutFile {
    std::int64_t size = 0;
    bool pad = false;
    bool wanted = true;
};

/// Where the pieces of a torrent lie in its files. A value; O(log files) a question.
class Layout {
public:
    /// `piece_length` > 0. Sizes are not negative and their sum fits 63 bits.
    Layout(std::vector<LayoutFile> files, int piece_length);

    [[nodiscard]] int pieces() const { return pieces_; }

    /// The last piece may be shorter than the others.
    [[nodiscard]] int piece_size(int piece) const;
    [[nodiscard]] int blocks_in(int piece) const;
    [[nodiscard]] int block_bytes(int piece, int block) const;

    /// Bytes of the piece that belong to the file in which it begins: what v2 hashes. BEP 52.
    [[nodiscard]] int v2_size(int piece) const;

    /// In order; files without bytes do not appear.
    [[nodiscard]] std::vector<Extent> extents(int piece, int offset, int length) const;

    [[nodiscard]] bool is_pad(int piece, int block) const;

    /// False when a byte of it belongs to a file that is not wanted: such bytes live in a part
    /// file, which is not ours.
    [[nodiscard]] bool is_wanted(int piece) const;

    [[nodiscard]] Layout with_wanted(std::vector<bool> const& wanted) const;

    [[nodiscard]] std::vector<LayoutFile> const& files() const { return files_; }

private:
    [[nodiscard]] std::size_t file_at(std::int64_t position) const;

    std::vector<LayoutFile> files_;
    std::vector<std::int64_t> ends_; ///< of each file, in the torrent
    std::int64_t piece_length_;
    int pieces_ = 0;
    bool all_wanted_ = true;
    bool has_pads_ = false;
};

} // namespace shoal::storage
