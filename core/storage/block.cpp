#include "core/storage/block.hpp"

#include <array>
#include <atomic>
#include <cstdint>
#include <mutex>
#include <new>
#include <set>
#include <sys/mman.h>
#include <utility>

namespace shoal::storage {
namespace {

/// Slabs lie at multiples of their size, so that a block's address tells its slab.
constexpr std::size_t slab_size = std::size_t{1} << 20;
constexpr int slab_blocks = slab_size / block_size - 1; // the first one's place is the slab's own
/// Empty slabs that are kept for the next who ask.
constexpr int spare_slabs = 16;

void* map_aligned() {
    auto* const memory = ::mmap(nullptr, 2 * slab_size, PROT_READ | PROT_WRITE,
                                MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (memory == MAP_FAILED)
        throw std::bad_alloc{};
    auto* const begin = static_cast<std::byte*>(memory);
    auto const head = (slab_size - reinterpret_cast<std::uintptr_t>(begin) % slab_size) % slab_size;
    if (head > 0)
        ::munmap(begin, head);
    ::munmap(begin + head + slab_size, slab_size - head);
    return begin + head;
}

} // namespace

struct BlockPool::Slab {
    explicit Slab(State& owner) : home(owner) {
        for (int i = 0; i < slab_blocks; ++i)
            free[static_cast<std::size_t>(i)] = slab_blocks - 1 - i;
    }

    [[nodiscard]] std::byte* block(int index) {
        return reinterpret_cast<std::byte*>(this) + std::ptrdiff_t{block_size} * (index + 1);
    }

    [[nodiscard]] int index_of(std::byte const* data) const {
        return static_cast<int>((data - reinterpret_cast<std::byte const*>(this)) / block_size) - 1;
    }

    [[nodiscard]] std::atomic<int>& uses_of(std::byte const* data) {
        return uses[static_cast<std::size_t>(index_of(data))];
    }

    State& home;
    std::array<std::atomic<int>, slab_blocks> uses{};
    std::array<int, slab_blocks> free{}; ///< indices; guarded by the home's mutex
    int free_count = slab_blocks;
};

struct BlockPool::State {
    std::byte* take() {
        std::scoped_lock lock(mutex);
        if (with_room.empty()) {
            with_room.insert(new (map_aligned()) Slab{*this});
            ++empty;
        }
        auto& slab = **with_room.begin();
        if (slab.free_count == slab_blocks)
            --empty;
        auto* const data = slab.block(slab.free[static_cast<std::size_t>(--slab.free_count)]);
        if (slab.free_count == 0)
            with_room.erase(&slab);
        ++in_use;
        return data;
    }

    void give_back(std::byte const* data) {
        auto& slab = slab_of(data);
        std::scoped_lock lock(mutex);
        --in_use;
        if (slab.free_count == 0)
            with_room.insert(&slab);
        slab.free[static_cast<std::size_t>(slab.free_count++)] = slab.index_of(data);
        if (slab.free_count == slab_blocks && ++empty > spare_slabs) {
            --empty;
            with_room.erase(&slab);
            unmap(slab);
        }
    }

    static void unmap(Slab& slab) {
        slab.~Slab();
        ::munmap(&slab, slab_size);
    }

    std::mutex mutex;
    std::set<Slab*> with_room; ///< by address: the others may become empty
    int empty = 0;             ///< slabs
    int in_use = 0;
};

BlockPool::Slab& BlockPool::slab_of(std::byte const* data) {
    // NOLINTNEXTLINE(performance-no-int-to-ptr): see slab_size
    return *reinterpret_cast<Slab*>(reinterpret_cast<std::uintptr_t>(data) & ~(slab_size - 1));
}

BlockPool::BlockPool() : state_(std::make_unique<State>()) {
    static_assert(sizeof(Slab) <= block_size);
}

BlockPool::~BlockPool() {
    if (state_->in_use > 0) {
        (void)state_.release();
        return;
    }
    for (auto* const slab : state_->with_room)
        State::unmap(*slab);
}

BlockRef BlockPool::take() {
    BlockRef ref;
    ref.data_ = state_->take();
    slab_of(ref.data_).uses_of(ref.data_).store(1, std::memory_order_relaxed);
    return ref;
}

int BlockPool::in_use() const {
    std::scoped_lock lock(state_->mutex);
    return state_->in_use;
}

BlockRef::~BlockRef() {
    if (!data_)
        return;
    auto& slab = BlockPool::slab_of(data_);
    if (slab.uses_of(data_).fetch_sub(1, std::memory_order_acq_rel) == 1)
        slab.home.give_back(data_);
}

BlockRef::BlockRef(BlockRef const& other) : data_(other.data_) {
    if (data_)
        BlockPool::slab_of(data_).uses_of(data_).fetch_add(1, std::memory_order_relaxed);
}

BlockRef::BlockRef(BlockRef&& other) noexcept : data_(std::exchange(other.data_, nullptr)) {}

BlockRef& BlockRef::operator=(BlockRef other) noexcept {
    std::swap(data_, other.data_);
    return *this;
}

std::byte* BlockRef::release() {
    return std::exchange(data_, nullptr);
}

BlockRef BlockRef::adopt(std::byte* data) {
    BlockRef ref;
    ref.data_ = data;
    return ref;
}

} // namespace shoal::storage
