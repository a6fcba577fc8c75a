#include "core/metainfo/piece_reader.hpp"

#include "core/base/check.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/uio.h>
#include <unistd.h>

namespace shoal::metainfo {
namespace {

// Many stretches read in turn would send a disk to and fro for each block. So what is not in the
// page cache is asked for in long runs; what is there costs no more than the read itself.
constexpr std::int64_t ahead = 1 << 20;

/// As pread(2). `wanted`: bytes from `offset` that this call and later ones will read.
/// `can_ask`: false once the file system cannot tell what is in the page cache.
::ssize_t read_some(int fd, std::span<std::byte> out, std::int64_t offset, std::int64_t wanted,
                    bool& can_ask) {
    if (can_ask) {
        ::iovec const part{out.data(), out.size()};
        auto const got = ::preadv2(fd, &part, 1, offset, RWF_NOWAIT);
        if (got > 0)
            return got;
        can_ask = got == 0 || (errno != EOPNOTSUPP && errno != ENOSYS);
        if (got < 0 && errno == EAGAIN)
            (void)::posix_fadvise(fd, offset, std::min(wanted, ahead), POSIX_FADV_WILLNEED);
    }
    return ::pread(fd, out.data(), out.size(), offset);
}

/// Fills `out` from the file, or says why not.
Result<void> read_exactly(int fd, std::span<std::byte> out, std::int64_t offset,
                          std::int64_t wanted, bool& can_ask, fs::path const& path) {
    while (!out.empty()) {
        auto const got = read_some(fd, out, offset, wanted, can_ask);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return tl::make_unexpected(io_error(errno, path));
        if (got == 0)
            return fail(Errc::conflict, "shorter than it was; run again when nothing writes to it",
                        path.string());
        out = out.subspan(static_cast<std::size_t>(got));
        offset += got;
        wanted -= got;
    }
    return {};
}

} // namespace

std::int64_t piece_space(std::vector<LayoutFile> const& files) {
    return files.empty() ? 0 : files.back().offset + files.back().size;
}

std::size_t file_at(std::vector<LayoutFile> const& files, std::int64_t offset) {
    // The last that begins at or before the byte: empty ones before it share its offset.
    auto const after = std::upper_bound(
        files.begin(), files.end(), offset,
        [](std::int64_t wanted, LayoutFile const& file) { return wanted < file.offset; });
    SHOAL_CHECK(after != files.begin(), "byte {} before the first file", offset);
    return static_cast<std::size_t>(after - files.begin()) - 1;
}

Result<void> PieceReader::read(Stretch& stretch, std::span<std::byte> out) {
    while (!out.empty()) {
        auto const& file = files_[stretch.file];
        auto const left = file.offset + file.size - stretch.at;
        if (left <= 0) {
            ++stretch.file;
            continue;
        }
        auto const length = std::min(static_cast<std::size_t>(left), out.size());
        if (file.is_pad) {
            std::memset(out.data(), 0, length);
        } else {
            SHOAL_TRY(int const fd, fd_of(stretch.file));
            SHOAL_TRY_VOID(read_exactly(fd, out.first(length), stretch.at - file.offset,
                                        std::min(left, stretch.end - stretch.at), can_ask_,
                                        paths_[stretch.file]));
            // A file that lies in this stretch alone is done with. One that began before it may be
            // the end of another stretch.
            if (static_cast<std::size_t>(left) == length && file.offset >= stretch.begin)
                close(stretch.file);
        }
        out = out.subspan(length);
        stretch.at += static_cast<std::int64_t>(length);
    }
    return {};
}

void PieceReader::end_batch() {
    if (open_.empty())
        return;
    auto const last = std::max_element(
        open_.begin(), open_.end(), [](auto const& a, auto const& b) { return a.file < b.file; });
    std::iter_swap(open_.begin(), last);
    open_.erase(open_.begin() + 1, open_.end());
}

Result<int> PieceReader::fd_of(std::size_t file) {
    for (auto const& open : open_)
        if (open.file == file)
            return open.fd.get();
    SHOAL_TRY(Fd fd, open_for_reading(paths_[file]));
    open_.push_back({file, std::move(fd)});
    return open_.back().fd.get();
}

void PieceReader::close(std::size_t file) {
    std::erase_if(open_, [&](auto const& open) { return open.file == file; });
}

} // namespace shoal::metainfo
