#include "core/storage/block.hpp"

#include "core/base/check.hpp"

#include <utility>

namespace shoal::storage {

BlockRef::~BlockRef() {
    if (block_ && block_->uses.fetch_sub(1, std::memory_order_acq_rel) == 1)
        block_->home->give_back(block_);
}

BlockRef::BlockRef(BlockRef const& other) : block_(other.block_) {
    if (block_)
        block_->uses.fetch_add(1, std::memory_order_relaxed);
}

BlockRef::BlockRef(BlockRef&& other) noexcept : block_(std::exchange(other.block_, nullptr)) {}

BlockRef& BlockRef::operator=(BlockRef other) noexcept {
    std::swap(block_, other.block_);
    return *this;
}

std::byte* BlockRef::release() {
    return std::exchange(block_, nullptr)->bytes.data();
}

BlockRef BlockRef::adopt(std::byte* data) {
    BlockRef ref;
    ref.block_ = reinterpret_cast<Block*>(data - offsetof(Block, bytes));
    return ref;
}

BlockPool::~BlockPool() {
    SHOAL_CHECK(in_use_ == 0, "{} blocks outlive their pool", in_use_);
    for (Block const* block : spare_)
        delete block;
}

BlockRef BlockPool::take() {
    BlockRef ref;
    {
        std::scoped_lock lock(mutex_);
        ++in_use_;
        if (!spare_.empty()) {
            ref.block_ = spare_.back();
            spare_.pop_back();
        }
    }
    if (!ref.block_) {
        ref.block_ = new Block;
        ref.block_->home = this;
    }
    ref.block_->uses.store(1, std::memory_order_relaxed);
    return ref;
}

int BlockPool::in_use() const {
    std::scoped_lock lock(mutex_);
    return in_use_;
}

void BlockPool::give_back(Block* block) {
    {
        std::scoped_lock lock(mutex_);
        --in_use_;
        if (spare_.size() < spare_blocks) {
            spare_.push_back(block);
            return;
        }
    }
    delete block;
}

} // namespace shoal::storage
