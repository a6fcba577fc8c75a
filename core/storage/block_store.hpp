#pragma once

#include <tl/expected.hpp>

#include <cstdint>
#include <span>
#include <sys/uio.h>

namespace shoal::storage {

enum class StoreOp { open, read, write };

/// Why bytes could not be moved, in the system's words: libtorrent decides by them what to do.
struct StoreError {
    /// As `reason`: the file ends before the bytes that were asked for.
    static constexpr int too_short = -1;

    StoreOp op = StoreOp::open;
    int reason = 0; ///< an errno, or `too_short`
    int file = 0;

    friend bool operator==(StoreError const&, StoreError const&) = default;
};

using StoreResult = tl::expected<void, StoreError>;

/// The files of one torrent. All or nothing: a call that moves fewer bytes than asked fails.
/// Any thread; calls for different bytes may run at the same time.
class BlockStore {
public:
    BlockStore() = default;
    virtual ~BlockStore() = default;
    BlockStore(BlockStore const&) = delete;
    BlockStore& operator=(BlockStore const&) = delete;

    /// Makes the file and its folders if they are missing.
    [[nodiscard]] virtual StoreResult write(int file, std::int64_t offset,
                                            std::span<iovec const> parts) = 0;
    [[nodiscard]] virtual StoreResult read(int file, std::int64_t offset,
                                           std::span<iovec const> parts) = 0;
};

} // namespace shoal::storage
