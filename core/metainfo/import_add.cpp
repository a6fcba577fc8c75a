#include "core/metainfo/import_add.hpp"

#include "core/metainfo/metainfo.hpp"

#include <sys/stat.h>

namespace shoal::metainfo {
namespace {

/// Where a file of the torrent is, below its folder.
std::string path_of(LayoutFile const& file, std::optional<std::string> const& rename) {
    auto const slash = file.path.find('/');
    if (!rename)
        return file.path;
    return slash == std::string::npos ? *rename : *rename + file.path.substr(slash);
}

bool is_unchanged(fs::path const& path, std::int64_t size, WallTime since) {
    struct stat found {};

    if (::stat(path.c_str(), &found) != 0 || found.st_size != size)
        return false;
    // Some clients keep whole seconds.
    return found.st_mtim.tv_sec <=
           std::chrono::floor<std::chrono::seconds>(since.time_since_epoch()).count();
}

bool is_as_left(Imported const& torrent, std::vector<LayoutFile> const& files) {
    auto const& since = torrent.unchanged_since;
    for (std::size_t i = 0; i < files.size(); ++i) {
        if (files[i].is_pad)
            continue;
        auto const path = torrent.dir / path_of(files[i], torrent.rename);
        if (i >= since.size() || !since[i] || !is_unchanged(path, files[i].size, *since[i]))
            return false;
    }
    return true;
}

} // namespace

api::Add to_add(Imported torrent) {
    api::Add add{
        .dir = torrent.dir,
        .rename = torrent.rename,
        .goal = torrent.goal,
        .paused = torrent.paused,
        .label = torrent.label,
        .past = {.uploaded = torrent.uploaded,
                 .downloaded = torrent.downloaded,
                 .added = torrent.added},
    };
    for (std::size_t i = 0; i < torrent.wanted.size(); ++i)
        if (!torrent.wanted[i])
            add.priorities[i] = api::FilePriority::skip;
    if (auto const parsed = parse(torrent.torrent)) {
        add.source = parsed->summary.name;
        add.assume_complete = torrent.complete && is_as_left(torrent, parsed->files);
    }
    add.torrent = std::move(torrent.torrent);
    return add;
}

} // namespace shoal::metainfo
