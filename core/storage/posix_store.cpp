#include "core/storage/posix_store.hpp"

#include "core/base/link_out.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace shoal::storage {
namespace {

// IOV_MAX on Linux.
constexpr std::size_t max_parts = 1024;

/// A vectored transfer that goes on after a short one. 0, an errno, or too_short.
template <class Transfer>
int transfer_all(std::int64_t offset, std::span<iovec const> parts, Transfer transfer) {
    std::array<iovec, max_parts> batch{};
    std::size_t skip = 0; // bytes of the first part that are done
    while (!parts.empty()) {
        auto const count = std::min(parts.size(), max_parts);
        std::copy_n(parts.begin(), count, batch.begin());
        batch[0].iov_base = static_cast<std::byte*>(batch[0].iov_base) + skip;
        batch[0].iov_len -= skip;
        auto const moved = transfer(batch.data(), static_cast<int>(count), offset);
        if (moved < 0 && errno == EINTR)
            continue;
        if (moved <= 0)
            return moved < 0 ? errno : StoreError::too_short;
        offset += moved;
        skip += static_cast<std::size_t>(moved);
        while (!parts.empty() && skip >= parts.front().iov_len) {
            skip -= parts.front().iov_len;
            parts = parts.subspan(1);
        }
    }
    return 0;
}

int open_to_read(StoredFile const& file) {
    return ::open(file.path.c_str(), O_RDONLY | O_CLOEXEC);
}

int open_to_write(StoredFile const& file, bool make) {
    if (!make)
        return ::open(file.path.c_str(), O_RDWR | O_CLOEXEC);
    auto const mode = static_cast<mode_t>(file.executable ? 0777 : 0666);
    int const flags = O_RDWR | O_CREAT | O_CLOEXEC;
    int const fd = ::open(file.path.c_str(), flags, mode);
    if (fd >= 0 || errno != ENOENT)
        return fd;
    std::error_code failure;
    fs::create_directories(file.path.parent_path(), failure);
    if (failure) {
        errno = failure.value();
        return -1;
    }
    return ::open(file.path.c_str(), flags, mode);
}

/// Gives a file that is too short its size. Never shortens: what is longer is not ours.
int extend(int fd, std::int64_t size, Allocation allocation) {
    struct stat status {};

    if (::fstat(fd, &status) != 0)
        return errno;
    if (status.st_size >= size)
        return 0;
    if (allocation == Allocation::full) {
        if (::fallocate(fd, 0, 0, size) == 0)
            return 0;
        if (errno != EOPNOTSUPP)
            return errno;
    }
    return ::ftruncate(fd, size) == 0 ? 0 : errno;
}

/// 0, or what happened to a file that had its full size: it was removed, which takes writes without
/// complaint and loses them, or cut short.
int damage(int fd, std::int64_t size) {
    struct stat status {};

    if (::fstat(fd, &status) != 0)
        return errno;
    if (status.st_nlink == 0)
        return ENOENT;
    return status.st_size < size ? StoreError::too_short : 0;
}

} // namespace

std::shared_ptr<Fd const> FilePool::find(Key key, bool writable) {
    std::scoped_lock lock(mutex_);
    auto const found = open_.find(key);
    if (found == open_.end() || (writable && !found->second.writable))
        return nullptr;
    found->second.used = ++uses_;
    return found->second.fd;
}

void FilePool::insert(Key key, std::shared_ptr<Fd const> fd, bool writable) {
    // What falls out is closed after the lock is released.
    std::shared_ptr<Fd const> replaced = std::move(fd);
    std::shared_ptr<Fd const> evicted;
    std::scoped_lock lock(mutex_);
    auto& entry = open_[key];
    entry.fd.swap(replaced);
    entry.writable = writable;
    entry.used = ++uses_;
    if (open_.size() <= limit_)
        return;
    auto const oldest =
        std::min_element(open_.begin(), open_.end(), [](auto const& a, auto const& b) {
            return a.second.used < b.second.used;
        });
    evicted = std::move(oldest->second.fd);
    open_.erase(oldest);
}

void FilePool::close_all(void const* owner) {
    std::vector<std::shared_ptr<Fd const>> closed;
    std::scoped_lock lock(mutex_);
    for (auto i = open_.lower_bound({owner, 0}); i != open_.end() && i->first.owner == owner;) {
        closed.push_back(std::move(i->second.fd));
        i = open_.erase(i);
    }
}

std::size_t FilePool::size() const {
    std::scoped_lock lock(mutex_);
    return open_.size();
}

PosixStore::PosixStore(std::vector<StoredFile> files, Allocation allocation,
                       std::shared_ptr<FilePool> pool, fs::path folder)
    : files_(std::move(files)),
      made_(files_.size()),
      allocation_(allocation),
      pool_(std::move(pool)),
      folder_(std::move(folder)) {}

PosixStore::~PosixStore() {
    close_files();
}

PosixStore::Opened PosixStore::open(int file, bool writable) {
    FilePool::Key const key{this, file};
    if (auto found = pool_->find(key, writable))
        return found;
    auto const& stored = files_[static_cast<std::size_t>(file)];
    auto& made = made_[static_cast<std::size_t>(file)];
    // Links are looked for before a torrent begins; this is for what came after that.
    if (writable && !made && !folder_.empty() && LinkOut{folder_}.on_way_to(stored.path))
        return tl::make_unexpected(StoreError{StoreOp::open, ELOOP, file});
    int const opened = writable ? open_to_write(stored, !made) : open_to_read(stored);
    if (opened < 0)
        return tl::make_unexpected(StoreError{StoreOp::open, errno, file});
    auto const fd = std::make_shared<Fd const>(opened);
    if (writable && !made) {
        if (int const error = extend(fd->get(), stored.size, allocation_))
            return tl::make_unexpected(StoreError{StoreOp::write, error, file});
        made = true;
    }
    pool_->insert(key, fd, writable);
    return fd;
}

StoreResult PosixStore::write(int file, std::int64_t offset, std::span<iovec const> parts) {
    auto const fd = open(file, true);
    if (!fd)
        return tl::make_unexpected(fd.error());
    // Looked at before, since a write would give a file that was cut short its length back.
    int error = damage((*fd)->get(), files_[static_cast<std::size_t>(file)].size);
    if (error == 0)
        error = transfer_all(offset, parts, [&](iovec const* batch, int count, std::int64_t at) {
            return ::pwritev((*fd)->get(), batch, count, at);
        });
    if (error != 0)
        return tl::make_unexpected(StoreError{StoreOp::write, error, file});
    return {};
}

StoreResult PosixStore::read(int file, std::int64_t offset, std::span<iovec const> parts) {
    auto const fd = open(file, false);
    if (!fd)
        return tl::make_unexpected(fd.error());
    int const error =
        transfer_all(offset, parts, [&](iovec const* batch, int count, std::int64_t at) {
            return ::preadv((*fd)->get(), batch, count, at);
        });
    if (error != 0)
        return tl::make_unexpected(StoreError{StoreOp::read, error, file});
    return {};
}

} // namespace shoal::storage
