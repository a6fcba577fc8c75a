#include "core/engine/renaming.hpp"

namespace shoal::engine {
namespace {

Result<void> take_back(fs::path const& from, fs::path const& to) {
    std::error_code error;
    if (fs::exists(to, error) || !fs::exists(from, error))
        return {};
    fs::create_directories(to.parent_path(), error);
    fs::rename(from, to, error);
    return error ? tl::make_unexpected(io_error(error.value(), from)) : Result<void>{};
}

} // namespace

std::map<std::size_t, std::string> new_paths(metainfo::Metainfo const& torrent,
                                             Placement const& placement,
                                             store::Renaming const& renaming) {
    std::map<std::size_t, std::string> paths;
    for (std::size_t i = 0; i < torrent.files.size(); ++i) {
        bool const is_meant =
            renaming.file ? std::cmp_equal(*renaming.file, i) : !torrent.files[i].is_pad;
        auto const old = path_of(torrent, placement, i);
        auto path = renaming.file ? renaming.name : with_root(old, renaming.name);
        if (is_meant && path != old)
            paths.emplace(i, std::move(path));
    }
    return paths;
}

Result<void> undo_half_rename(metainfo::Metainfo const& torrent, api::Add const& add,
                              store::Renaming const& renaming) {
    SHOAL_TRY(auto const placement, place(torrent, add, add.dir));
    for (auto const& [file, path] : new_paths(torrent, placement, renaming))
        SHOAL_TRY_VOID(take_back(placement.dir / path, placement.paths[file]));
    return {};
}

} // namespace shoal::engine
