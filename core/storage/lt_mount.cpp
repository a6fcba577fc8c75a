#include "core/storage/lt_mount.hpp"

#include <boost/asio/error.hpp>

namespace shoal::storage {
namespace {

lt::operation_t operation_of(StoreOp op) {
    switch (op) {
    case StoreOp::open:
        return lt::operation_t::file_open;
    case StoreOp::read:
        return lt::operation_t::file_read;
    case StoreOp::write:
        return lt::operation_t::file_write;
    }
    return lt::operation_t::unknown;
}

} // namespace

lt::storage_error to_lt(StoreError const* error) {
    if (!error)
        return {};
    lt::error_code const code = error->reason == StoreError::too_short
                                    ? lt::error_code{boost::asio::error::eof}
                                    : lt::error_code{error->reason, lt::system_category()};
    return {code, lt::file_index_t{error->file}, operation_of(error->op)};
}

std::vector<bool> wanted_files(Priorities const& priorities) {
    std::vector<bool> wanted;
    for (auto const priority : priorities)
        wanted.push_back(priority != lt::dont_download);
    return wanted;
}

Layout layout_of(lt::file_storage const& files, Priorities const& priorities) {
    std::vector<LayoutFile> entries;
    for (auto const i : files.file_range())
        entries.push_back({files.file_size(i), files.pad_file_at(i), true});
    return Layout{std::move(entries), files.piece_length()}.with_wanted(wanted_files(priorities));
}

void Mount::open_store(std::shared_ptr<FilePool> const& pool) {
    std::vector<StoredFile> files;
    for (auto const i : names.file_range())
        files.push_back({names.file_path(i, folder), names.file_size(i),
                         bool(names.file_flags(i) & lt::file_storage::flag_executable)});
    store = std::make_shared<PosixStore>(std::move(files), allocation, pool, folder);
    shelf->volume.store = store;
}

} // namespace shoal::storage
