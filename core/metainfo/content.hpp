#pragma once

#include "core/api/torrents.hpp"

#include <ctime>

namespace shoal::metainfo {

struct ContentFile {
    fs::path disk;
    std::string path; ///< the torrent's name first, '/' between parts
    std::int64_t size = 0;
    std::timespec modified{};
};

/// What a new torrent is about.
struct Content {
    std::string name;
    bool is_single = false; ///< one file, whose path is the name
    std::vector<ContentFile> files;
    std::int64_t size = 0;
    fs::path dir;                         ///< as CreateReport::content_dir
    std::optional<std::string> disk_name; ///< as CreateReport::content_name
    std::vector<api::Warning> warnings;   ///< what was passed over
};

/// Finds the files under `spec.paths`, hidden ones too, in the order the format wants: by whole
/// path for v1, as mktorrent does; folder by folder for the others (BEP 52). Symlinks to files
/// within the same tree count as files; other symlinks, sockets, devices and pipes are passed over
/// with a warning. `output` is never content.
[[nodiscard]] Result<Content> find_content(api::CreateSpec const& spec, fs::path const& output);

/// The torrent's name: `spec.name`, or what the only path is called.
[[nodiscard]] Result<std::string> content_name(api::CreateSpec const& spec);

/// conflict when a file is no longer as it was found.
[[nodiscard]] Result<void> check_unchanged(Content const& content);

} // namespace shoal::metainfo
