#pragma once

#include "core/api/question.hpp"

#include <map>

namespace shoal::cli {

/// Which files get which priority: globs, as typed.
struct FileChoice {
    std::vector<std::string> only; ///< the others are skipped
    std::vector<std::string> skip;
    std::vector<std::string> low;
    std::vector<std::string> normal;
    std::vector<std::string> high;

    [[nodiscard]] bool is_empty() const;
};

using PriorityChanges = std::map<api::FilePriority, std::vector<std::size_t>>;

/// The files whose priority changes, by index, by the priority they get. A glob may name a path, or
/// its last part; later kinds win over earlier ones, in the order above. `only` leaves files alone
/// that are wanted already. not_found when a glob fits no file; `where` is the glob. Pure.
[[nodiscard]] Result<PriorityChanges> choose_files(std::vector<api::FileView> const& files,
                                                   FileChoice const& choice);

} // namespace shoal::cli
