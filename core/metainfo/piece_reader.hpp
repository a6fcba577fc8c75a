#pragma once

#include "core/metainfo/metainfo.hpp"

namespace shoal::metainfo {

/// The length of the piece space.
[[nodiscard]] std::int64_t piece_space(std::vector<LayoutFile> const& files);

/// The index of the file that holds the byte at `offset`; empty files never do.
[[nodiscard]] std::size_t file_at(std::vector<LayoutFile> const& files, std::int64_t offset);

/// Reads stretches of the piece space, several in turns, from the files they are made of. Opens a
/// file once for all stretches of a batch. Borrows what it is given. One thread.
class PieceReader {
public:
    /// `files` in order of offset; `paths` says where each is, pads' entries are not looked at.
    PieceReader(std::vector<LayoutFile> const& files, std::vector<fs::path> const& paths)
        : files_(files), paths_(paths) {}

    /// A stretch that is read from its begin to its end.
    struct Stretch {
        std::int64_t begin = 0;
        std::int64_t end = 0;
        std::int64_t at = 0;  ///< the next byte to read
        std::size_t file = 0; ///< that holds it, or ends before it
    };

    [[nodiscard]] Stretch stretch(std::int64_t begin, std::int64_t end) const {
        return {begin, end, begin, file_at(files_, begin)};
    }

    /// Fills `out` with the next bytes: pads are zeros. The Error names the file that is missing,
    /// short or unreadable; the stretch is of no use after it.
    [[nodiscard]] Result<void> read(Stretch& stretch, std::span<std::byte> out);

    /// All stretches are through: keeps open only what a next batch may go on in.
    void end_batch();

private:
    struct Open {
        std::size_t file;
        Fd fd;
    };

    Result<int> fd_of(std::size_t file);
    void close(std::size_t file);

    std::vector<LayoutFile> const& files_;
    std::vector<fs::path> const& paths_;
    /// At most two a stretch: the file it is in, and the one it began in, which the stretch before
    /// may end in.
    std::vector<Open> open_;
    bool can_ask_ = true; ///< the file system, for what is in the page cache
};

} // namespace shoal::metainfo
