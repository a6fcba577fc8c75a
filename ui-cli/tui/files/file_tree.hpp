#pragma once

#include "ui-cli/tui/pieces/piece_map.hpp"

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
    std::optional<int> least;                  ///< copies of the rarest piece; nothing: unknown
    std::size_t single = 0;         ///< pieces with one copy; on a border they count twice
    std::vector<std::size_t> files; ///< indices into the answer
};

/// Within each folder: as the torrent has them, the largest, the most complete, or the rarest
/// first.
enum class FileSort { path, size, done, avail };

inline constexpr int file_sort_count = static_cast<int>(FileSort::avail) + 1;

[[nodiscard]] std::string_view to_string(FileSort sort);

struct FileOrder {
    FileSort key = FileSort::path;
    bool inverted = false; ///< the other way round
};

/// Paths of folders that are the other way than they begin.
using Toggled = std::set<std::string>;

/// The tree from the top, without files that only pad. Folders are open, or folded when there are
/// more than 200 files; `toggled` ones are the other way. `copies` of each file, or empty.
[[nodiscard]] std::vector<FileRow> file_rows(std::vector<api::FileView> const& files,
                                             Toggled const& toggled, FileOrder order = {},
                                             std::vector<FileCopies> const& copies = {});

/// So that all folders are open; or folded, when they are open already.
[[nodiscard]] Toggled toggle_all(std::vector<api::FileView> const& files, Toggled const& toggled);

/// As `file_rows` with all folders open.
[[nodiscard]] std::vector<FileRow> open_file_rows(std::vector<api::FileView> const& files,
                                                  FileOrder order = {},
                                                  std::vector<FileCopies> const& copies = {});

/// Opens the folders on the way to a file or folder.
void unfold_to(std::string_view path, std::vector<api::FileView> const& files, Toggled& toggled);

[[nodiscard]] std::string_view priority_word(api::FilePriority priority);

} // namespace shoal::tui
