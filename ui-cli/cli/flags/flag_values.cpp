#include "ui-cli/cli/flags/flag_values.hpp"

#include "core/api/values.hpp"
#include "core/base/glob.hpp"

#include <fmt/format.h>

namespace shoal::cli {

Result<int> read_count(std::string const& flag, std::string_view text, int min, int max) {
    return api::parse_count(text, min, max).map_error(at(flag));
}

Result<double> read_ratio(std::string const& flag, std::string_view text) {
    return api::parse_ratio(text).map_error(at(flag));
}

Result<bool> read_switch(std::string const& flag, std::string_view text) {
    return api::parse_switch(text).map_error(at(flag));
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

Result<std::vector<std::string>> read_globs(std::string const& flag,
                                            std::vector<std::string> const& globs) {
    for (auto const& glob : globs)
        if (auto const sound = check_glob(glob); !sound)
            return fail(Errc::invalid_input,
                        fmt::format("'{}' is no pattern: {}", glob, sound.error().what), flag);
    return globs;
}

fs::path absolute_folder(fs::path const& typed) {
    std::error_code error; // of a current folder that is gone: then it stays as typed
    auto const whole = fs::absolute(typed, error);
    auto const path = (error ? typed : whole).lexically_normal();
    return path.has_filename() || !path.has_relative_path() ? path : path.parent_path();
}

} // namespace shoal::cli
