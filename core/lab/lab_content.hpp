#pragma once

#include "core/api/torrents.hpp"

namespace shoal::lab {

/// A folder of the lab's own below the system's temporary folder, removed with all it holds.
class LabFolder {
public:
    [[nodiscard]] static Result<std::unique_ptr<LabFolder>> create(std::int64_t needed_bytes);
    ~LabFolder();
    LabFolder(LabFolder const&) = delete;
    LabFolder& operator=(LabFolder const&) = delete;

    [[nodiscard]] fs::path const& path() const { return path_; }

private:
    explicit LabFolder(fs::path path) : path_(std::move(path)) {}

    fs::path path_;
};

/// Writes `size` bytes that depend on `seed` alone. Blocking.
[[nodiscard]] Result<void> write_content(fs::path const& path, std::int64_t size,
                                         std::uint64_t seed, std::stop_token stop);

/// Makes these blocks of a file that was written so be other bytes. Blocking.
[[nodiscard]] Result<void> spoil_blocks(fs::path const& path,
                                        std::vector<std::int64_t> const& blocks);

} // namespace shoal::lab
