#include "ui-cli/cli/flag_values.hpp"

#include <fmt/format.h>

#include <charconv>
#include <cmath>

namespace shoal::cli {

Result<int> read_count(std::string const& flag, std::string_view text, int min, int max) {
    int value = 0;
    auto const* const end = text.data() + text.size();
    auto const [last, error] = std::from_chars(text.data(), end, value);
    if (error != std::errc{} || last != end || value < min || value > max)
        return fail(Errc::invalid_input,
                    fmt::format("'{}' is not a number from {} to {}", text, min, max), flag);
    return value;
}

Result<double> read_ratio(std::string const& flag, std::string_view text) {
    double value = 0;
    auto const* const end = text.data() + text.size();
    auto const [last, error] = std::from_chars(text.data(), end, value);
    if (error != std::errc{} || last != end || !std::isfinite(value) || value < 0)
        return fail(Errc::invalid_input,
                    fmt::format("'{}' is not a ratio; write for example 1.5", text), flag);
    return value;
}

Result<bool> read_switch(std::string const& flag, std::string_view text) {
    for (auto const* yes : {"true", "1", "yes", "on"})
        if (text == yes)
            return true;
    for (auto const* no : {"false", "0", "no", "off"})
        if (text == no)
            return false;
    return fail(Errc::invalid_input, fmt::format("'{}' is neither true nor false", text), flag);
}

Result<std::vector<api::Endpoint>> read_endpoints(std::string const& flag,
                                                  std::vector<std::string> const& texts,
                                                  bool allow_any_port) {
    std::vector<api::Endpoint> endpoints;
    for (auto const& text : texts) {
        SHOAL_TRY(auto endpoint, api::parse_endpoint(text, allow_any_port).map_error(at(flag)));
        endpoints.push_back(std::move(endpoint));
    }
    return endpoints;
}

} // namespace shoal::cli
