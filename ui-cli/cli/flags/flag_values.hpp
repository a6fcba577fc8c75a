#pragma once

#include "core/api/types.hpp"
#include "core/base/file.hpp"

namespace shoal::cli {

// Values that flags share. Each error's `where` is the flag, its `what` what to write instead.

[[nodiscard]] Result<int> read_count(std::string const& flag, std::string_view text, int min,
                                     int max);
/// A number that is not negative, such as a ratio.
[[nodiscard]] Result<double> read_ratio(std::string const& flag, std::string_view text);
/// "on" or "off", and their usual synonyms.
[[nodiscard]] Result<bool> read_switch(std::string const& flag, std::string_view text);
[[nodiscard]] Result<std::vector<api::Endpoint>>
read_endpoints(std::string const& flag, std::vector<std::string> const& texts,
               bool allow_any_port = false);

/// Globs of which each could match something.
[[nodiscard]] Result<std::vector<std::string>> read_globs(std::string const& flag,
                                                          std::vector<std::string> const& globs);

/// The folder as any process can find it: absolute, and without a slash at its end.
[[nodiscard]] fs::path absolute_folder(fs::path const& typed);

} // namespace shoal::cli
