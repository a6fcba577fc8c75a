#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace shoal::cli {

enum class Align { left, right };

struct Column {
    std::string title;
    Align align = Align::left;
    int rank = 0; ///< 0 always stays; of the others the highest goes first when there is no room
};

/// Rows under titles. Cells may come from strangers; they are sanitised here, lest their widths be
/// another than what is shown.
class Table {
public:
    explicit Table(std::vector<Column> columns) : columns_(std::move(columns)) {}

    /// As many cells as there are columns.
    void add(std::vector<std::string> cells);

    /// The title line, then one for each row. With a width, columns that are empty or have no room
    /// go, and the last one is cut. Without one it is for programs: every column is there, and an
    /// empty cell is "-".
    [[nodiscard]] std::vector<std::string> lines(std::optional<int> width) const;

private:
    using Row = std::vector<std::string>;

    /// Which columns there are, and how wide.
    struct Layout {
        std::vector<int> widths;
        std::vector<bool> shown;
    };

    [[nodiscard]] Layout natural() const;
    void squeeze(Layout& layout, int width) const;
    [[nodiscard]] std::string line(Row const& cells, Layout const& layout) const;

    std::vector<Column> columns_;
    std::vector<Row> rows_;
};

// Cells of one word each, empty for 0.

[[nodiscard]] std::string size_cell(std::int64_t bytes);
[[nodiscard]] std::string rate_cell(std::int64_t bytes_per_second);
[[nodiscard]] std::string count_cell(std::int64_t count);

} // namespace shoal::cli
