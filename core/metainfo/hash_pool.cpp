#include "core/metainfo/hash_pool.hpp"

#include "core/base/check.hpp"
#include "core/metainfo/merkle.hpp"
#include "core/metainfo/piece_hashes.hpp"
#include "core/metainfo/progress_meter.hpp"

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstring>
#include <mutex>
#include <thread>
#include <unistd.h>

// Threads take pieces by a shared counter, so a slow disk or core holds up nobody. Each reads a
// whole piece into its own buffer and hashes it for v1 and v2 while it is in the cache: a byte is
// read once. Neighbouring pieces go to different threads, yet the disk sees nearly sequential
// reads.

namespace shoal::metainfo {
namespace {

constexpr std::int64_t max_buffers = 256 * 1024 * 1024;

/// The seam for faster hashing: all that is computed over a piece's bytes happens here.
/// `content`: the leading bytes that belong to the file which begins the piece; the rest is
/// padding.
PieceHash hash_bytes(std::span<std::byte const> bytes, std::size_t content, bool is_only_piece,
                     HashPlan const& plan) {
    PieceHash hash;
    if (plan.v1)
        hash.v1 = sha1(bytes);
    if (plan.v2)
        hash.v2 = hash_v2_piece(bytes.first(content), plan.piece_size, is_only_piece);
    return hash;
}

/// Shared by the threads.
struct Pool {
    HashPlan const& plan;
    OnPiece const& on_piece;
    std::int64_t space;
    std::int64_t pieces;
    ProgressMeter meter;
    std::stop_token stop;
    std::atomic<std::int64_t> next{0};
    std::atomic<bool> failed{false};
    std::mutex mutex{};
    Result<void> outcome{}; ///< the first Error

    void fail_with(Error error) {
        std::scoped_lock lock(mutex);
        if (!failed.exchange(true))
            outcome = tl::make_unexpected(std::move(error));
    }
};

/// Fills `out` from the file, or says why not.
Result<void> read_exactly(int fd, std::span<std::byte> out, std::int64_t offset,
                          fs::path const& path) {
    while (!out.empty()) {
        auto const got = ::pread(fd, out.data(), out.size(), offset);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return tl::make_unexpected(io_error(errno, path));
        if (got == 0)
            return fail(Errc::io, "shorter than it was; run again when nothing writes to it",
                        path.string());
        out = out.subspan(static_cast<std::size_t>(got));
        offset += got;
    }
    return {};
}

class PieceWorker {
public:
    explicit PieceWorker(Pool& pool)
        : pool_(pool),
          buffer_(static_cast<std::size_t>(
              std::min(pool.plan.piece_size, std::max<std::int64_t>(pool.space, 1)))) {}

    void run() {
        while (!pool_.stop.stop_requested() && !pool_.failed) {
            auto const piece = pool_.next++;
            if (piece >= pool_.pieces)
                return;
            auto const& wanted = pool_.plan.wanted;
            if (!wanted.empty() && !wanted[static_cast<std::size_t>(piece)])
                continue;
            if (auto const taken = pool_.on_piece(piece, hash(piece)); !taken)
                pool_.fail_with(taken.error());
        }
    }

private:
    Result<PieceHash> hash(std::int64_t piece) {
        auto const begin = piece * pool_.plan.piece_size;
        auto const length = std::min(pool_.plan.piece_size, pool_.space - begin);
        auto const first = file_at(pool_.plan.files, begin);
        std::span const bytes{buffer_.data(), static_cast<std::size_t>(length)};
        auto const read = read_piece(first, begin, bytes);
        pool_.meter.add(length);
        if (!read)
            return tl::make_unexpected(read.error());
        auto const& file = pool_.plan.files[first];
        auto const content = std::min(length, file.offset + file.size - begin);
        return hash_bytes(bytes, static_cast<std::size_t>(content),
                          file.size <= pool_.plan.piece_size, pool_.plan);
    }

    Result<void> read_piece(std::size_t index, std::int64_t at, std::span<std::byte> out) {
        for (; !out.empty(); ++index) {
            auto const& file = pool_.plan.files[index];
            auto const left = file.offset + file.size - at;
            if (left <= 0)
                continue;
            auto const length = std::min(static_cast<std::size_t>(left), out.size());
            SHOAL_TRY_VOID(read_slice(index, at - file.offset, out.first(length)));
            out = out.subspan(length);
            at += static_cast<std::int64_t>(length);
        }
        return {};
    }

    Result<void> read_slice(std::size_t index, std::int64_t offset, std::span<std::byte> out) {
        if (pool_.plan.files[index].is_pad) {
            std::memset(out.data(), 0, out.size());
            return {};
        }
        auto const& path = pool_.plan.paths[index];
        if (!is_open_ || index != open_index_) {
            is_open_ = false;
            SHOAL_TRY(fd_, open_for_reading(path));
            open_index_ = index;
            is_open_ = true;
        }
        return read_exactly(fd_.get(), out, offset, path);
    }

    Pool& pool_;
    std::vector<std::byte> buffer_;
    Fd fd_; ///< of the file read last: most pieces go on in it
    std::size_t open_index_ = 0;
    bool is_open_ = false;
};

std::int64_t wanted_bytes(HashPlan const& plan, std::int64_t space) {
    if (plan.wanted.empty())
        return space;
    std::int64_t bytes = 0;
    for (std::size_t i = 0; i < plan.wanted.size(); ++i)
        if (plan.wanted[i])
            bytes +=
                std::min(plan.piece_size, space - static_cast<std::int64_t>(i) * plan.piece_size);
    return bytes;
}

int thread_count(HashPlan const& plan, std::int64_t pieces) {
    std::int64_t const cores = std::max(1U, std::thread::hardware_concurrency());
    std::int64_t const asked = plan.threads > 0 ? plan.threads : cores;
    auto const affordable = std::max<std::int64_t>(1, max_buffers / plan.piece_size);
    return static_cast<int>(std::clamp<std::int64_t>(std::min(asked, affordable), 1,
                                                     std::clamp<std::int64_t>(pieces, 1, 256)));
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

Result<void> hash_pieces(HashPlan const& plan, OnPiece const& on_piece,
                         api::OnProgress const& progress, std::stop_token stop) {
    auto const space = piece_space(plan.files);
    auto const pieces = pieces_in(space, plan.piece_size);
    SHOAL_CHECK(plan.wanted.empty() || plan.wanted.size() == static_cast<std::size_t>(pieces),
                "{} marks for {} pieces", plan.wanted.size(), pieces);
    Pool pool{plan, on_piece, space, pieces, ProgressMeter{progress, wanted_bytes(plan, space)},
              stop};
    {
        std::vector<std::jthread> threads;
        for (int i = thread_count(plan, pieces); i > 0; --i)
            threads.emplace_back([&pool] {
                try {
                    PieceWorker{pool}.run();
                } catch (std::exception const& error) {
                    pool.fail_with(Error{Errc::internal, error.what(), {}});
                }
            });
    }
    if (!pool.failed && stop.stop_requested())
        return fail(Errc::unavailable, "interrupted");
    if (pool.outcome)
        pool.meter.finish();
    return std::move(pool.outcome);
}

} // namespace shoal::metainfo
