#include "tests/support/disk_log.hpp"

#include "core/base/check.hpp"

#include <cstring>

namespace shoal::test {
namespace {

/// Takes `size` bytes off the front; false when there are not so many.
bool take(std::string_view& rest, std::size_t size, std::string& out) {
    if (rest.size() < size)
        return false;
    out.assign(rest.substr(0, size));
    rest.remove_prefix(size);
    return true;
}

} // namespace

std::vector<DiskOp> read_disk_log(fs::path const& path) {
    constexpr std::int64_t limit = std::int64_t{1} << 30;
    auto const log = read_file(path, limit);
    SHOAL_CHECK(log, "no disk log: {}", path.string());
    std::vector<DiskOp> ops;
    for (std::string_view rest = *log; rest.size() >= sizeof(DiskLogHeader);) {
        DiskLogHeader header{};
        std::memcpy(&header, rest.data(), sizeof header);
        rest.remove_prefix(sizeof header);
        DiskOp op{.call = header.call, .offset = header.offset, .size = header.size};
        auto const data = header.has_bytes ? static_cast<std::size_t>(header.size) : 0;
        if (!take(rest, header.path_size, op.path) || !take(rest, header.to_size, op.to) ||
            !take(rest, data, op.bytes))
            break;
        ops.push_back(std::move(op));
    }
    return ops;
}

} // namespace shoal::test
