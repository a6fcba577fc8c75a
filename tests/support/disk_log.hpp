#pragma once

#include "core/base/file.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace shoal::test {

/// What a program did to its disk. `sync` forces a file's bytes down, or a folder's names.
enum class DiskCall : std::uint32_t {
    create,
    write,
    truncate, ///< to `size`, which may be more than it had
    sync,
    rename,
    link,
    unlink,
    make_folder,
    read
};

/// Begins each entry of the log that disk_shim.cpp writes; the two paths and the bytes follow.
struct DiskLogHeader {
    DiskCall call;
    std::uint32_t path_size;
    std::uint32_t to_size;
    std::uint32_t has_bytes; ///< 1: `size` of them
    std::int64_t offset;
    std::int64_t size;
};

struct DiskOp {
    DiskCall call{};
    std::string path; ///< absolute
    std::string to;   ///< of `rename` and `link`
    std::int64_t offset = 0;
    std::int64_t size = 0;
    std::string bytes;
};

/// A log whose last entry is cut short, since its program was killed, ends before it.
[[nodiscard]] std::vector<DiskOp> read_disk_log(fs::path const& path);

} // namespace shoal::test
