#pragma once

#include "core/storage/block_store.hpp"

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <cstring>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <vector>

namespace shoal::test {

/// Files in memory. Like on a disk, what was never written reads as zeros within the file's size
/// and is too short beyond.
class MemoryStore final : public storage::BlockStore {
public:
    storage::StoreResult write(int file, std::int64_t offset,
                               std::span<iovec const> parts) override {
        std::scoped_lock lock(mutex_);
        ++writes;
        auto& bytes = files[file];
        auto position = static_cast<std::size_t>(offset);
        for (auto const& part : parts) {
            bytes.resize(std::max(bytes.size(), position + part.iov_len));
            std::memcpy(bytes.data() + position, part.iov_base, part.iov_len);
            position += part.iov_len;
        }
        return {};
    }

    storage::StoreResult read(int file, std::int64_t offset,
                              std::span<iovec const> parts) override {
        std::scoped_lock lock(mutex_);
        ++reads;
        auto const& bytes = files[file];
        auto position = static_cast<std::size_t>(offset);
        for (auto const& part : parts) {
            if (position + part.iov_len > bytes.size())
                return tl::make_unexpected(storage::StoreError{
                    storage::StoreOp::read, storage::StoreError::too_short, file});
            std::memcpy(part.iov_base, bytes.data() + position, part.iov_len);
            position += part.iov_len;
        }
        return {};
    }

    // Public: tests look and set while no Work is under way.
    std::map<int, std::vector<std::byte>> files;
    int writes = 0;
    int reads = 0;

private:
    std::mutex mutex_;
};

/// Another store, failing when the test says so.
class FaultyStore final : public storage::BlockStore {
public:
    /// 0 lets the call through; else the errno, or too_short.
    using Fault = std::function<int(storage::StoreOp, int file, std::int64_t offset)>;

    FaultyStore(storage::BlockStore& inner, Fault fault)
        : inner_(inner), fault_(std::move(fault)) {}

    storage::StoreResult write(int file, std::int64_t offset,
                               std::span<iovec const> parts) override {
        if (int const reason = fault_(storage::StoreOp::write, file, offset))
            return tl::make_unexpected(storage::StoreError{storage::StoreOp::write, reason, file});
        return inner_.write(file, offset, parts);
    }

    storage::StoreResult read(int file, std::int64_t offset,
                              std::span<iovec const> parts) override {
        if (int const reason = fault_(storage::StoreOp::read, file, offset))
            return tl::make_unexpected(storage::StoreError{storage::StoreOp::read, reason, file});
        return inner_.read(file, offset, parts);
    }

private:
    storage::BlockStore& inner_;
    Fault fault_;
};

} // namespace shoal::test
