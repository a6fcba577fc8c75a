#pragma once

#include <cstddef>
#include <memory>

namespace shoal::storage {

/// The unit peers exchange, and the unit of memory here. BEP 3.
inline constexpr int block_size = 16 * 1024;

/// Pieces, blocks and byte counts are ints, as in libtorrent; what they index is not.
[[nodiscard]] constexpr std::size_t at(int index) {
    return static_cast<std::size_t>(index);
}

/// A share in a block: 16 KiB of memory, filled once before others see it, only read afterwards.
/// The last share gives it back to its pool. Any thread.
class BlockRef {
public:
    BlockRef() = default;
    ~BlockRef();
    BlockRef(BlockRef const& other);
    BlockRef(BlockRef&& other) noexcept;
    BlockRef& operator=(BlockRef other) noexcept;

    explicit operator bool() const { return data_ != nullptr; }

    [[nodiscard]] std::byte* data() const { return data_; }

    /// Hands the share over as a bare pointer, for `adopt` to take back.
    [[nodiscard]] std::byte* release();
    /// `data` came from `release`.
    [[nodiscard]] static BlockRef adopt(std::byte* data);

    friend bool operator==(BlockRef const&, BlockRef const&) = default;

private:
    friend class BlockPool;
    std::byte* data_ = nullptr;
};

/// Gives out blocks. Its memory is its own, a MiB at a time, so that what the cache gives up goes
/// back to the system instead of leaving holes in the heap. Any thread.
class BlockPool {
public:
    BlockPool();
    /// Blocks still out stay valid; their memory is then never given back.
    ~BlockPool();
    BlockPool(BlockPool const&) = delete;
    BlockPool& operator=(BlockPool const&) = delete;

    /// Its bytes are not initialised.
    [[nodiscard]] BlockRef take();
    /// Blocks given out and not yet back.
    [[nodiscard]] int in_use() const;

private:
    friend class BlockRef;
    struct Slab;
    struct State;
    static Slab& slab_of(std::byte const* data);

    std::unique_ptr<State> state_;
};

} // namespace shoal::storage
