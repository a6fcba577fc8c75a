#include "core/base/estimate.hpp"

#include <fmt/format.h>

#include <array>
#include <cmath>

namespace shoal {

std::string format_estimate(double number) {
    static constexpr std::array units{"", " k", " M", " G"};
    if (!(number >= 10))
        return fmt::format("{:.0f}", number);
    auto const second_digit = std::pow(10.0, std::floor(std::log10(number)) - 1);
    auto value = std::round(number / second_digit) * second_digit;
    std::size_t unit = 0;
    for (; value >= 1000 && unit + 1 < units.size(); ++unit)
        value /= 1000;
    return fmt::format("{:.{}f}{}", value, unit > 0 && value < 10 ? 1 : 0, units.at(unit));
}

} // namespace shoal
