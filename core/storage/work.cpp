#include "core/storage/work.hpp"

#include "core/base/check.hpp"

#include <algorithm>
#include <chrono>
#include <cstring>

namespace shoal::storage {
namespace {

constexpr int read_ahead_blocks = 16;

class Stopwatch {
public:
    explicit Stopwatch(std::int64_t& total_us) : total_us_(total_us) {}

    ~Stopwatch() {
        auto const passed = std::chrono::steady_clock::now() - start_;
        total_us_ += std::chrono::duration_cast<std::chrono::microseconds>(passed).count();
    }

    Stopwatch(Stopwatch const&) = delete;
    Stopwatch& operator=(Stopwatch const&) = delete;

private:
    std::int64_t& total_us_;
    std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

iovec part_of(std::byte* data, int size) {
    return {data, static_cast<std::size_t>(size)};
}

/// Takes the first `size` bytes off `parts`; a part that is cut goes on in `parts`.
std::vector<iovec> take(std::span<iovec>& parts, int size) {
    std::vector<iovec> taken;
    auto left = static_cast<std::size_t>(size);
    while (left > 0) {
        auto& front = parts.front();
        auto const count = std::min(left, front.iov_len);
        taken.push_back({front.iov_base, count});
        front.iov_base = static_cast<std::byte*>(front.iov_base) + count;
        front.iov_len -= count;
        left -= count;
        if (front.iov_len == 0)
            parts = parts.subspan(1);
    }
    return taken;
}

void zero(std::vector<iovec> const& parts) {
    for (auto const& part : parts)
        std::memset(part.iov_base, 0, part.iov_len);
}

StoreResult read(Work& work, int first_block, std::vector<iovec> parts) {
    Stopwatch const watch(work.effort.read_us);
    int length = 0;
    for (auto const& part : parts)
        length += static_cast<int>(part.iov_len);
    std::span<iovec> rest{parts};
    for (auto const& extent :
         work.volume.layout->extents(work.piece, first_block * block_size, length)) {
        auto const memory = take(rest, extent.size);
        if (extent.pad) {
            zero(memory);
            continue;
        }
        ++work.effort.read_calls;
        auto const done = work.volume.store->read(extent.file, extent.offset, memory);
        if (!done)
            return done;
    }
    work.effort.blocks_read += (length + block_size - 1) / block_size;
    return {};
}

std::vector<iovec> memory_of(Work const& work, Run run) {
    std::vector<iovec> parts;
    for (int b = run.first; b < run.first + run.count; ++b)
        parts.push_back(part_of(work.blocks[static_cast<std::size_t>(b)].data(),
                                work.volume.layout->block_bytes(work.piece, b)));
    return parts;
}

void load(Work& work) {
    for (Run const run : work.loads)
        if (auto const done = read(work, run.first, memory_of(work, run)); !done) {
            work.load_error = done.error();
            return;
        }
}

StoreResult write(Work& work, Run run) {
    Stopwatch const watch(work.effort.write_us);
    auto parts = memory_of(work, run);
    int length = 0;
    for (auto const& part : parts)
        length += static_cast<int>(part.iov_len);
    std::span<iovec> rest{parts};
    for (auto const& extent :
         work.volume.layout->extents(work.piece, run.first * block_size, length)) {
        auto const memory = take(rest, extent.size);
        if (extent.pad)
            continue;
        ++work.effort.write_calls;
        auto const done = work.volume.store->write(extent.file, extent.offset, memory);
        if (!done)
            return done;
    }
    work.effort.blocks_written += run.count;
    return {};
}

void store(Work& work) {
    for (Run const run : work.stores)
        if (auto const done = write(work, run); !done) {
            work.store_error = done.error();
            return;
        }
}

/// Blocks for hashing: those in memory as they are, the others read ahead into a buffer.
class Blocks {
public:
    Blocks(Work& work, int end) : work_(work), end_(end) {}

    /// Calls must ascend. Null after a failure, which is then in `work.hash_error`.
    std::byte const* get(int block) {
        auto const& held = work_.blocks[static_cast<std::size_t>(block)];
        if (held)
            return held.data();
        if (block >= first_ + count_ && !read_ahead(block))
            return nullptr;
        return buffer().data() + std::size_t{block_size} * static_cast<std::size_t>(block - first_);
    }

private:
    static std::vector<std::byte>& buffer() {
        thread_local std::vector<std::byte> bytes(std::size_t{block_size} * read_ahead_blocks);
        return bytes;
    }

    bool read_ahead(int block) {
        first_ = block;
        count_ = 0;
        int bytes = 0;
        while (count_ < read_ahead_blocks && block + count_ < end_ &&
               !work_.blocks[static_cast<std::size_t>(block + count_)])
            bytes += work_.volume.layout->block_bytes(work_.piece, block + count_++);
        auto const done = read(work_, block, {part_of(buffer().data(), bytes)});
        if (!done)
            work_.hash_error = done.error();
        work_.effort.blocks_read_back += count_;
        return done.has_value();
    }

    Work& work_;
    int end_;
    int first_ = 0;
    int count_ = 0;
};

Sha256Digest v2_digest(Work const& work, int block, std::byte const* bytes) {
    int const size = work.volume.layout->v2_size(work.piece) - block * block_size;
    return sha256({bytes, static_cast<std::size_t>(std::clamp(size, 0, block_size))});
}

void hash(Work& work, HashTask& task) {
    Stopwatch const watch(work.effort.hash_us);
    auto const& layout = *work.volume.layout;
    int const v2_blocks = (layout.v2_size(work.piece) + block_size - 1) / block_size;
    Blocks blocks(work, task.to);
    for (int b = task.from; b < task.to; ++b) {
        auto const* const bytes = blocks.get(b);
        if (!bytes)
            return;
        if (task.v1)
            task.sha1->update({bytes, static_cast<std::size_t>(layout.block_bytes(work.piece, b))});
        if (task.v2 && b < v2_blocks)
            task.v2_blocks[static_cast<std::size_t>(b)] = v2_digest(work, b, bytes);
    }
    if (task.finish && task.v1)
        task.digest = task.sha1->finish();
}

void hash(Work& work, BlockHashTask& task) {
    Stopwatch const watch(work.effort.hash_us);
    Blocks blocks(work, task.block + 1);
    if (auto const* const bytes = blocks.get(task.block))
        task.digest = v2_digest(work, task.block, bytes);
}

} // namespace

void perform(Work& work) {
    load(work);
    store(work);
    if (work.load_error) {
        work.hash_error = work.load_error;
        return;
    }
    if (work.hash)
        hash(work, *work.hash);
    for (auto& task : work.block_hashes)
        hash(work, task);
}

} // namespace shoal::storage
