#pragma once

#include "core/base/file.hpp"

#include <optional>
#include <unordered_map>

namespace shoal {

/// Finds symbolic links that lead out of a folder. Remembers the folders it has seen, so that many
/// files cost one lstat(2) each, and one for each folder. What is not there is no link.
class LinkOut {
public:
    /// `dir` may itself be a link, or lie behind one.
    explicit LinkOut(fs::path dir);

    /// The first link on the way from `dir` to `path`, which itself may be one, whose target lies
    /// outside of `dir` or is not there. `path` below `dir`.
    [[nodiscard]] std::optional<fs::path> on_way_to(fs::path const& path);

private:
    /// As above, for a folder that many files lie in.
    std::optional<fs::path> const& of_folder(fs::path const& folder);
    [[nodiscard]] bool leads_out(fs::path const& path) const;

    fs::path dir_;
    fs::path real_dir_;
    std::unordered_map<std::string, std::optional<fs::path>> folders_;
};

} // namespace shoal
