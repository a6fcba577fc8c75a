#pragma once

#include "core/base/file.hpp"
#include "core/storage/block_store.hpp"

#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <vector>

namespace shoal::storage {

/// Open files of all torrents, at most `limit` of them: beyond, the least recently used is closed.
/// A file in use stays open until its user is done. Any thread.
class FilePool {
public:
    explicit FilePool(std::size_t limit) : limit_(limit) {}

    struct Key {
        void const* owner = nullptr;
        int file = 0;

        friend auto operator<=>(Key const&, Key const&) = default;
    };

    /// Null when it is not open, or not for writing when that is needed.
    [[nodiscard]] std::shared_ptr<Fd const> find(Key key, bool writable);
    void insert(Key key, std::shared_ptr<Fd const> fd, bool writable);
    void close_all(void const* owner);

    [[nodiscard]] std::size_t size() const;

private:
    struct Entry {
        std::shared_ptr<Fd const> fd;
        bool writable = false;
        std::uint64_t used = 0;
    };

    std::size_t limit_;
    mutable std::mutex mutex_;
    std::map<Key, Entry> open_;
    std::uint64_t uses_ = 0;
};

struct StoredFile {
    fs::path path; ///< absolute
    std::int64_t size = 0;
    bool executable = false;
};

enum class Allocation { sparse, full };

/// Files on a POSIX file system, through pread and pwrite.
///
/// A file that was once open for writing and then is removed or cut short behind our back is not
/// made whole again: it would look as if what was written before were still there.
/// Nothing is written through a symbolic link that leads out of `folder`: ELOOP.
class PosixStore final : public BlockStore {
public:
    /// `folder`: all files are below it; empty: links are followed.
    PosixStore(std::vector<StoredFile> files, Allocation allocation, std::shared_ptr<FilePool> pool,
               fs::path folder = {});
    ~PosixStore() override;

    [[nodiscard]] StoreResult write(int file, std::int64_t offset,
                                    std::span<iovec const> parts) override;
    [[nodiscard]] StoreResult read(int file, std::int64_t offset,
                                   std::span<iovec const> parts) override;

    void close_files() { pool_->close_all(this); }

    [[nodiscard]] std::vector<StoredFile> const& files() const { return files_; }

    [[nodiscard]] Allocation allocation() const { return allocation_; }

private:
    using Opened = tl::expected<std::shared_ptr<Fd const>, StoreError>;
    [[nodiscard]] Opened open(int file, bool writable);

    std::vector<StoredFile> const files_;
    std::vector<std::atomic<bool>> made_; ///< was open for writing, at its full size
    Allocation const allocation_;
    std::shared_ptr<FilePool> const pool_;
    fs::path const folder_;
};

} // namespace shoal::storage
