#pragma once

#include "core/base/file.hpp"
#include "core/policy/block_list.hpp"

namespace shoal::engine {

/// What several block lists say together.
struct BlockLists {
    std::vector<policy::AddressRange> ranges; ///< merged
    std::vector<Error> troubles;              ///< files that were left out, and why
    std::int64_t bad_lines = 0;               ///< that were left out
};

/// Reads text and .gz. Blocking; any thread.
[[nodiscard]] BlockLists read_block_lists(std::vector<fs::path> const& files);

} // namespace shoal::engine
