#include "core/storage/work.hpp"

#include "core/base/check.hpp"

#include <algorithm>
#include <array>
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

/// What v2 hashes of a block: the end of its file ends it, and pads are left out. BEP 52.
Bytes v2_part(Work const& work, int block, std::byte const* bytes) {
    int const size = work.volume.layout->v2_size(work.piece) - block * block_size;
    return {bytes, at(std::clamp(size, 0, block_size))};
}

/// The block hashes of neighbours, which lie in `bytes` one after the other or anywhere.
template <class BytesOf>
void hash_v2(Work const& work, HashTask& task, Run run, BytesOf bytes_of) {
    auto const& layout = *work.volume.layout;
    int const end = (layout.v2_size(work.piece) + block_size - 1) / block_size;
    int const count = std::min(run.count, end - run.first);
    if (count <= 0)
        return;
    std::vector<Bytes> messages;
    for (int b = run.first; b < run.first + count; ++b)
        messages.push_back(v2_part(work, b, bytes_of(b)));
    sha256_many(messages, std::span{task.v2_blocks}.subspan(at(run.first), at(count)));
}

bool is_in_memory(Work const& work, HashTask const& task) {
    for (int b = task.from; b < task.to; ++b)
        if (!work.blocks[at(b)])
            return false;
    return true;
}

/// Piece by piece, since memory is bounded: what is not there is read a little ahead.
void hash_reading(Work& work, HashTask& task) {
    Stopwatch const watch(work.effort.hash_us);
    auto const& layout = *work.volume.layout;
    std::vector<std::byte> buffer;
    for (int b = task.from; b < task.to;) {
        Run run{b, 0};
        int bytes = 0;
        bool const held = static_cast<bool>(work.blocks[at(b)]);
        while (run.count < read_ahead_blocks && b + run.count < task.to &&
               static_cast<bool>(work.blocks[at(b + run.count)]) == held)
            bytes += layout.block_bytes(work.piece, b + run.count++);
        if (!held) {
            buffer.resize(at(bytes));
            if (auto const done = read(work, b, {part_of(buffer.data(), bytes)}); !done) {
                work.hash_error = done.error();
                return;
            }
            work.effort.blocks_read_back += run.count;
        }
        auto const bytes_of = [&](int block) {
            return held ? work.blocks[at(block)].data()
                        : buffer.data() + std::ptrdiff_t{block_size} * (block - b);
        };
        for (int i = b; task.v1 && i < b + run.count; ++i)
            task.sha1.update({bytes_of(i), at(layout.block_bytes(work.piece, i))});
        if (task.v2)
            hash_v2(work, task, run, bytes_of);
        b += run.count;
    }
}

/// Block by block of all of them, so that what the lanes work on stays in the core's own cache.
void hash_side_by_side(std::vector<Work*> const& works) {
    std::int64_t passed_us = 0;
    {
        Stopwatch const watch(passed_us);
        std::vector<Sha1Lane::Part> parts;
        for (int step = 0;; ++step) {
            parts.clear();
            for (Work* const work : works) {
                auto& task = *work->hash;
                int const b = task.from + step;
                if (task.v1 && b < task.to)
                    parts.push_back({&task.sha1,
                                     {work->blocks[at(b)].data(),
                                      at(work->volume.layout->block_bytes(work->piece, b))}});
            }
            if (parts.empty())
                break;
            Sha1Lane::update(parts);
        }
        for (Work* const work : works)
            if (work->hash->v2)
                hash_v2(*work, *work->hash, {work->hash->from, work->hash->to - work->hash->from},
                        [&](int b) { return work->blocks[at(b)].data(); });
    }
    for (Work* const work : works)
        work->effort.hash_us += passed_us / std::ssize(works);
}

void hash(Work& work, BlockHashTask& task) {
    Stopwatch const watch(work.effort.hash_us);
    auto const& held = work.blocks[at(task.block)];
    if (held) {
        task.digest = sha256(v2_part(work, task.block, held.data()));
        return;
    }
    std::array<std::byte, block_size> buffer;
    int const bytes = work.volume.layout->block_bytes(work.piece, task.block);
    if (auto const done = read(work, task.block, {part_of(buffer.data(), bytes)}); !done) {
        work.hash_error = done.error();
        return;
    }
    ++work.effort.blocks_read_back;
    task.digest = sha256(v2_part(work, task.block, buffer.data()));
}

} // namespace

void move_bytes(Work& work) {
    load(work);
    store(work);
    if (work.load_error)
        work.hash_error = work.load_error;
}

bool wants_hashing(Work const& work) {
    return !work.load_error && (work.hash || !work.block_hashes.empty());
}

void hash(std::span<Work> works) {
    std::vector<Work*> in_memory;
    for (auto& work : works) {
        if (work.load_error)
            continue;
        if (work.hash && is_in_memory(work, *work.hash))
            in_memory.push_back(&work);
        else if (work.hash)
            hash_reading(work, *work.hash);
        for (auto& task : work.block_hashes)
            hash(work, task);
    }
    if (!in_memory.empty())
        hash_side_by_side(in_memory);
    for (auto& work : works)
        if (work.hash && work.hash->v1 && work.hash->finish)
            work.hash->digest = work.hash->sha1.finish();
}

void perform(Work& work) {
    move_bytes(work);
    if (wants_hashing(work))
        hash({&work, 1});
}

} // namespace shoal::storage
