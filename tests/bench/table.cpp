#include "tests/bench/table.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace shoal::bench {
namespace {

std::string cell(Column const& column, nlohmann::json const& value) {
    if (value.is_string())
        return fmt::format("{:<{}}", value.get<std::string>(), column.width);
    if (value.is_number())
        return fmt::format("{:>{}.{}f}", value.get<double>(), column.width, column.decimals);
    return fmt::format("{:>{}}", "-", column.width);
}

} // namespace

std::string table(std::vector<Column> const& columns, nlohmann::json const& rows) {
    std::string text;
    for (auto const& column : columns) {
        bool const is_text =
            !rows.empty() && rows[0].contains(column.key) && rows[0][column.key].is_string();
        text += is_text ? fmt::format("{:<{}}", column.heading, column.width)
                        : fmt::format("{:>{}}", column.heading, column.width);
    }
    for (auto const& row : rows) {
        text += '\n';
        for (auto const& column : columns)
            text += cell(column, row.value(column.key, nlohmann::json{}));
    }
    return text + '\n';
}

} // namespace shoal::bench
