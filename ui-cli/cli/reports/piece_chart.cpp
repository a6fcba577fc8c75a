#include "core/base/units.hpp"
#include "ui-cli/cli/reports/detail_report.hpp"
#include "ui-cli/cli/reports/get_report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace shoal::cli {
namespace {

constexpr std::size_t most_map_lines = 8;
constexpr std::size_t most_counts = 10; ///< lines of the chart of copies; the last is "or more"

/// What a run of pieces looks like as one character: none of them there, some, or all.
char cell(std::vector<bool> const& have, std::size_t from, std::size_t until) {
    auto const begin = have.begin();
    auto const count = std::count(begin + static_cast<std::ptrdiff_t>(from),
                                  begin + static_cast<std::ptrdiff_t>(until), true);
    if (count == 0)
        return '.';
    return count == static_cast<std::ptrdiff_t>(until - from) ? '#' : '+';
}

/// The pieces from the first to the last, as many to a character as fit the map into some lines.
Lines map_lines(std::vector<bool> const& have, std::size_t columns) {
    auto const cells = columns * most_map_lines;
    auto const each = (have.size() + cells - 1) / cells;
    Lines lines;
    for (std::size_t from = 0; from < have.size(); from += each) {
        if (from % (columns * each) == 0)
            lines.emplace_back();
        lines.back() += cell(have, from, std::min(from + each, have.size()));
    }
    return lines;
}

/// How many pieces have so many copies among the peers.
std::map<std::size_t, std::size_t> copy_counts(api::PiecesView const& pieces) {
    std::map<std::size_t, std::size_t> counts;
    for (auto const copies : pieces.copies)
        ++counts[std::min<std::size_t>(copies, most_counts - 1)];
    return counts;
}

Lines copy_lines(api::PiecesView const& pieces, int width) {
    constexpr int figures = 20;
    Lines lines{"COPIES  PIECES"};
    for (auto const& [copies, count] : copy_counts(pieces)) {
        auto const share = static_cast<double>(count) / static_cast<double>(pieces.copies.size());
        lines.push_back(fmt::format("{:>5}{:<2} {:>7}  {}", copies,
                                    copies + 1 == most_counts ? "+" : "", count,
                                    bar(share, std::max(10, width - figures))));
    }
    return lines;
}

} // namespace

Lines piece_lines(api::PiecesView const& pieces, int width) {
    auto const have = std::count(pieces.have.begin(), pieces.have.end(), true);
    Lines lines{fmt::format("{} of {} pieces, {} each (# all, + some, . none)", have,
                            pieces.have.size(), format_size(pieces.piece_size))};
    auto const columns = static_cast<std::size_t>(std::max(10, width));
    for (auto& line : map_lines(pieces.have, columns))
        lines.push_back(std::move(line));
    if (!pieces.copies.empty())
        for (auto& line : copy_lines(pieces, width))
            lines.push_back(std::move(line));
    return lines;
}

} // namespace shoal::cli
