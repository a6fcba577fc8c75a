#include "core/engine/half_move.hpp"

#include "core/engine/flush.hpp"

namespace shoal::engine {
namespace {

/// Between file systems it is copied.
std::error_code take_back(fs::path const& from, fs::path const& to) {
    std::error_code error;
    fs::create_directories(to.parent_path(), error);
    fs::rename(from, to, error);
    if (error != std::errc::cross_device_link)
        return error;
    if (fs::copy_file(from, to, error); !error)
        fs::remove(from, error);
    return error;
}

} // namespace

Result<void> undo_half_move(std::vector<fs::path> const& there,
                            std::vector<fs::path> const& moved_to) {
    std::error_code ignored;
    for (std::size_t i = 0; i < there.size(); ++i)
        if (!fs::exists(there[i], ignored) && fs::exists(moved_to[i], ignored))
            if (auto const error = take_back(moved_to[i], there[i]))
                return tl::make_unexpected(io_error(error.value(), moved_to[i]));
    return {};
}

Result<void> undo_half_move(metainfo::Metainfo const& torrent, api::Add const& add,
                            fs::path const& moved_to) {
    SHOAL_TRY(auto here, place(torrent, add, add.dir));
    SHOAL_TRY(auto moved, place(torrent, add, moved_to));
    here.paths.push_back(part_file(torrent.summary.info_hash, add.dir));
    moved.paths.push_back(part_file(torrent.summary.info_hash, moved_to));
    return undo_half_move(here.paths, moved.paths);
}

} // namespace shoal::engine
