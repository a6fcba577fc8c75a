#include "core/engine/records/flush.hpp"

#include <set>

namespace shoal::engine {
namespace {

/// The folders whose entries lead from `root` to the file.
void add_folders(fs::path const& file, fs::path const& root, std::set<fs::path>& folders) {
    auto folder = file.parent_path();
    while (folders.insert(folder).second && folder != root && folder.has_relative_path())
        folder = folder.parent_path();
}

} // namespace

fs::path part_file(api::InfoHash const& hash, fs::path const& dir) {
    auto const digits = hash.v2   ? to_hex(std::span{*hash.v2}.first(20))
                        : hash.v1 ? to_hex(*hash.v1)
                                  : std::string{};
    return dir / ("." + digits + ".parts");
}

FlushList flush_list(metainfo::Metainfo const& torrent, api::InfoHash const& hash,
                     Placement const& placement, std::vector<bool> const& pieces) {
    FlushList list{.root = placement.dir};
    for (std::size_t const file : files_of(torrent, pieces))
        (placement.selected[file] ? list.needed : list.optional).push_back(placement.paths[file]);
    if (!list.optional.empty())
        list.optional.push_back(part_file(hash, placement.dir));
    return list;
}

FlushList flush_all(metainfo::Metainfo const& torrent, api::InfoHash const& hash,
                    Placement const& placement, std::vector<bool> const& pieces) {
    auto list = flush_list(torrent, hash, placement, pieces);
    std::set<fs::path> const listed(list.needed.begin(), list.needed.end());
    list.optional.clear();
    for (std::size_t i = 0; i < torrent.files.size(); ++i)
        if (!torrent.files[i].is_pad && !listed.contains(placement.paths[i]))
            list.optional.push_back(placement.paths[i]);
    list.optional.push_back(part_file(hash, placement.dir));
    return list;
}

Result<void> flush(FlushList const& list) {
    std::set<fs::path> folders;
    for (auto const& file : list.needed) {
        SHOAL_TRY_VOID(flush_file(file));
        add_folders(file, list.root, folders);
    }
    for (auto const& file : list.optional) {
        auto const done = flush_file(file);
        if (!done && done.error().code != Errc::not_found)
            return done;
        if (done)
            add_folders(file, list.root, folders);
    }
    for (auto const& folder : folders)
        flush_folder(folder);
    return {};
}

} // namespace shoal::engine
