#pragma once

#include "core/api/question.hpp"

#include <set>

namespace shoal::tui {

/// A file or a folder, as one row of the tree.
struct FileRow {
    std::string path; ///< whole, without a '/' at its end; untrusted
    std::string name; ///< its last part
    int depth = 0;
    bool is_folder = false;
    bool is_folded = false;
    std::int64_t size = 0;
    std::int64_t done = 0;
    std::int64_t wanted = 0;                   ///< bytes of it that are not skipped
    std::optional<api::FilePriority> priority; ///< nothing: a folder of several
    std::vector<std::size_t> files;            ///< indices into the answer
};

/// The tree from the top, folders where their first file stands. Folders are open, or folded when
/// there are more than 200 files; `toggled` ones are the other way.
[[nodiscard]] std::vector<FileRow> file_rows(std::vector<api::FileView> const& files,
                                             std::set<std::string> const& toggled);

[[nodiscard]] std::string_view priority_word(api::FilePriority priority);

} // namespace shoal::tui
