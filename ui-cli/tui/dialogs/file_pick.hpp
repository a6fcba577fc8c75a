#pragma once

#include "core/api/command.hpp"
#include "core/api/question.hpp"
#include "ui-cli/term/screen.hpp"
#include "ui-cli/tui/draw/scroll.hpp"
#include "ui-cli/tui/files/file_tree.hpp"

namespace shoal::tui {

/// Which files are wanted of a torrent that is not there yet. Pads are not among them. Pure.
struct FilePick {
    std::vector<api::FileView> files; ///< with the priorities that were chosen; empty: not known
    std::vector<std::size_t> indices; ///< of each in the torrent
    std::set<std::string> folded;     ///< folders that were toggled, by path
    Scroll scroll;
    bool is_open = false; ///< it takes the keys
};

/// All of them are wanted; what was chosen of the same files before stays.
void offer(FilePick& pick, std::vector<api::FileView> const& files);

[[nodiscard]] std::vector<FileRow> rows_of(FilePick const& pick);
[[nodiscard]] std::int64_t size_of(FilePick const& pick);
[[nodiscard]] std::int64_t wanted_of(FilePick const& pick);
/// For Add; empty when all are wanted.
[[nodiscard]] std::map<std::size_t, api::FilePriority> priorities_of(FilePick const& pick);

/// A key while it is open: moves, takes or leaves files, folds folders, or closes it.
void pick_key(FilePick& pick, std::string const& key, int page);

} // namespace shoal::tui
