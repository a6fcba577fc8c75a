#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <mutex>
#include <vector>

namespace shoal::storage {

/// The unit peers exchange, and the unit of memory here. BEP 3.
inline constexpr int block_size = 16 * 1024;

class BlockPool;

/// 16 KiB of memory. Filled once, before others see it; only read afterwards.
struct Block {
    std::atomic<int> uses = 0;
    BlockPool* home = nullptr;
    alignas(64) std::array<std::byte, block_size> bytes;
};

/// A share in a Block; the last one gives it back to its pool. Any thread.
class BlockRef {
public:
    BlockRef() = default;
    ~BlockRef();
    BlockRef(BlockRef const& other);
    BlockRef(BlockRef&& other) noexcept;
    BlockRef& operator=(BlockRef other) noexcept;

    explicit operator bool() const { return block_ != nullptr; }

    [[nodiscard]] std::byte* data() const { return block_->bytes.data(); }

    /// Hands the share over as a bare pointer, for `adopt` to take back.
    [[nodiscard]] std::byte* release();
    /// `data` came from `release`.
    [[nodiscard]] static BlockRef adopt(std::byte* data);

    friend bool operator==(BlockRef const&, BlockRef const&) = default;

private:
    friend class BlockPool;
    Block* block_ = nullptr;
};

/// Gives out blocks and keeps some of those that come back, since the allocator is slower.
/// Must outlive its blocks. Any thread.
class BlockPool {
public:
    BlockPool() = default;
    ~BlockPool();
    BlockPool(BlockPool const&) = delete;
    BlockPool& operator=(BlockPool const&) = delete;

    /// Its bytes are not initialised.
    [[nodiscard]] BlockRef take();
    /// Blocks given out and not yet back.
    [[nodiscard]] int in_use() const;

private:
    friend class BlockRef;
    void give_back(Block* block);

    static constexpr std::size_t spare_blocks = 256; // 4 MiB

    mutable std::mutex mutex_;
    std::vector<Block*> spare_;
    int in_use_ = 0;
};

} // namespace shoal::storage
