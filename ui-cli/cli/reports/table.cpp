#include "ui-cli/cli/reports/table.hpp"

#include "core/base/units.hpp"
#include "ui-cli/term/sanitise.hpp"
#include "ui-cli/term/width.hpp"

#include <algorithm>

namespace shoal::cli {
namespace {

constexpr std::string_view gap = "  ";
// Below this the last column, which is the one that is cut, says nothing any more.
constexpr int least_last_width = 20;

std::string padded(std::string const& text, int width, Align align) {
    auto const missing = static_cast<std::size_t>(std::max(0, width - term::display_width(text)));
    std::string const padding(missing, ' ');
    return align == Align::right ? padding + text : text + padding;
}

std::string without_end_spaces(std::string text) {
    text.erase(text.find_last_not_of(' ') + 1);
    return text;
}

} // namespace

void Table::add(std::vector<std::string> cells) {
    for (auto& cell : cells)
        cell = term::sanitise(cell);
    rows_.push_back(std::move(cells));
}

Table::Layout Table::natural() const {
    Layout layout;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
        auto& width = layout.widths.emplace_back(term::display_width(columns_[i].title));
        for (auto const& row : rows_)
            width = std::max(width, term::display_width(row[i]));
    }
    layout.shown.assign(columns_.size(), true);
    return layout;
}

void Table::squeeze(Layout& layout, int width) const {
    auto const last = columns_.size() - 1;
    for (std::size_t i = 0; i < last; ++i)
        layout.shown[i] = columns_[i].rank == 0 || std::ranges::any_of(rows_, [i](Row const& row) {
                              return !row[i].empty();
                          });
    auto const taken = [&] {
        int sum = 0;
        for (std::size_t i = 0; i < last; ++i)
            sum += layout.shown[i] ? layout.widths[i] + static_cast<int>(gap.size()) : 0;
        return sum;
    };
    auto const least = std::min(layout.widths[last], least_last_width);
    while (taken() + least > width) {
        auto dropped = last; // its rank is 0
        for (std::size_t i = 0; i < last; ++i)
            if (layout.shown[i] && columns_[i].rank > columns_[dropped].rank)
                dropped = i;
        if (dropped == last)
            break;
        layout.shown[dropped] = false;
    }
    layout.widths[last] = std::clamp(width - taken(), 0, layout.widths[last]);
}

std::string Table::line(Row const& cells, Layout const& layout) const {
    std::string text;
    auto const last = columns_.size() - 1;
    for (std::size_t i = 0; i < last; ++i)
        if (layout.shown[i])
            text += padded(cells[i], layout.widths[i], columns_[i].align).append(gap);
    return without_end_spaces(text + term::fit(cells[last], layout.widths[last]));
}

std::vector<std::string> Table::lines(std::optional<int> width) const {
    auto layout = natural();
    if (width)
        squeeze(layout, *width);
    Row titles;
    for (auto const& column : columns_)
        titles.push_back(column.title);
    std::vector<std::string> lines{line(titles, layout)};
    for (auto row : rows_) {
        if (!width)
            std::ranges::replace(row, std::string{}, std::string{"-"});
        lines.push_back(line(row, layout));
    }
    return lines;
}

std::string size_cell(std::int64_t bytes) {
    auto text = bytes > 0 ? format_size(bytes) : std::string{};
    std::erase(text, ' ');
    return text;
}

std::string rate_cell(std::int64_t bytes_per_second) {
    return bytes_per_second > 0 ? size_cell(bytes_per_second) + "/s" : std::string{};
}

std::string count_cell(std::int64_t count) {
    return count > 0 ? std::to_string(count) : std::string{};
}

} // namespace shoal::cli
