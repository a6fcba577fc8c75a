#include "core/policy/block_list.hpp"

#include "core/base/check.hpp"
#include "tests/fuzz/target.hpp"

#include <algorithm>

// Every line is understood, a comment or bad; ranges come in order and apart.
void shoal::fuzz::one_input(std::string_view bytes) {
    auto const list = policy::parse_block_list(bytes);
    auto const lines = std::count(bytes.begin(), bytes.end(), '\n') + 1;
    SHOAL_CHECK(list.entries + list.bad_lines <= lines);
    SHOAL_CHECK(static_cast<std::int64_t>(list.ranges.size()) <= list.entries);
    SHOAL_CHECK(merged(list.ranges) == list.ranges);
    for (auto const& range : list.ranges) {
        SHOAL_CHECK(range.first <= range.last && range.first.is_v6 == range.last.is_v6);
        SHOAL_CHECK(contains(list.ranges, range.first) && contains(list.ranges, range.last));
    }
}
