#pragma once

#include <nlohmann/json_fwd.hpp>

#include <string>
#include <vector>

namespace shoal::bench {

struct Column {
    std::string heading;
    std::string key; ///< of a row's field: a text, or a number
    int width = 9;
    int decimals = 0; ///< of a number
};

/// Rows of figures for people: one line each, a dash for what is missing. Texts stand left.
[[nodiscard]] std::string table(std::vector<Column> const& columns, nlohmann::json const& rows);

} // namespace shoal::bench
