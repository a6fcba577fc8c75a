#include "core/engine/intake/block_lists.hpp"

#include "core/base/gunzip.hpp"

namespace shoal::engine {
namespace {

// The longest lists in use hold half a million lines of some fifty bytes.
constexpr std::int64_t most_bytes = 256 * 1024 * 1024;

Result<policy::BlockList> read(fs::path const& file) {
    SHOAL_TRY(auto bytes, read_file(file, most_bytes));
    if (is_gzip(bytes)) {
        SHOAL_TRY(bytes, gunzip(bytes, most_bytes).map_error(at(file.string())));
    }
    return policy::parse_block_list(bytes);
}

} // namespace

BlockLists read_block_lists(std::vector<fs::path> const& files) {
    BlockLists all;
    for (fs::path const& file : files) {
        auto const list = read(file);
        if (!list) {
            all.troubles.push_back(list.error());
            continue;
        }
        all.ranges.insert(all.ranges.end(), list->ranges.begin(), list->ranges.end());
        all.bad_lines += list->bad_lines;
    }
    all.ranges = policy::merged(std::move(all.ranges));
    return all;
}

} // namespace shoal::engine
