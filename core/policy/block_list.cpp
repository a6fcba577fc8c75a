#include "core/policy/block_list.hpp"

#include <algorithm>
#include <charconv>

namespace shoal::policy {
namespace {

constexpr std::size_t most_told = 5;
constexpr int last_blocked_level = 127; // eMule: above that a range is trusted

std::string_view next_line(std::string_view& text) {
    auto const end = text.find('\n');
    auto line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    while (!line.empty() && (line.back() == '\r' || line.back() == ' ' || line.back() == '\t'))
        line.remove_suffix(1);
    auto const begin = line.find_first_not_of(" \t");
    return begin == std::string_view::npos ? std::string_view{} : line.substr(begin);
}

bool is_comment(std::string_view line) {
    return line.empty() || line.front() == '#' || line.front() == ';' || line.starts_with("//");
}

/// "name:A-B". IPv6 has colons too: the first from the left that leaves a range is meant.
std::optional<AddressRange> parse_p2p(std::string_view line) {
    // No IPv6 range is longer; without this a line of colons would cost its length squared.
    constexpr std::size_t longest = 2 * 45 + 3;
    auto colon = line.find(':', line.size() > longest ? line.size() - longest : 0);
    for (; colon != std::string_view::npos; colon = line.find(':', colon + 1))
        if (auto const range = parse_range(line.substr(colon + 1)))
            return range;
    return std::nullopt;
}

bool is_blocked_level(std::string_view text) {
    text.remove_prefix(std::min(text.find_first_not_of(" \t"), text.size()));
    int level = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), level);
    return error != std::errc{} || level <= last_blocked_level;
}

/// Takes in one line; false if it was not understood.
bool take_line(std::string_view line, std::vector<AddressRange>& ranges) {
    auto const comma = line.find(',');
    auto range = parse_range(line.substr(0, comma));
    if (range && comma != std::string_view::npos && !is_blocked_level(line.substr(comma + 1)))
        return true;
    if (!range)
        range = parse_p2p(line);
    if (range)
        ranges.push_back(*range);
    return range.has_value();
}

} // namespace

BlockList parse_block_list(std::string_view text) {
    BlockList list;
    for (std::int64_t number = 1; !text.empty(); ++number) {
        auto const line = next_line(text);
        if (is_comment(line))
            continue;
        if (take_line(line, list.ranges)) {
            ++list.entries;
            continue;
        }
        ++list.bad_lines;
        if (list.first_bad_lines.size() < most_told)
            list.first_bad_lines.push_back(number);
    }
    list.ranges = merged(std::move(list.ranges));
    return list;
}

} // namespace shoal::policy
