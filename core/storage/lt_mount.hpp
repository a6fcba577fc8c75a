#pragma once

#include "core/base/hash.hpp"
#include "core/storage/block_cache.hpp"
#include "core/storage/fence.hpp"
#include "core/storage/posix_store.hpp"

#include <libtorrent/disk_interface.hpp>
#include <libtorrent/file_storage.hpp>

namespace shoal::storage {

using Priorities = lt::aux::vector<lt::download_priority_t, lt::file_index_t>;

/// No error for null.
[[nodiscard]] lt::storage_error to_lt(StoreError const* error);

template <class Hash, class Digest>
Hash to_hash(Digest const& digest) {
    return Hash{reinterpret_cast<char const*>(digest.data())};
}

[[nodiscard]] std::vector<bool> wanted_files(Priorities const& priorities);
[[nodiscard]] Layout layout_of(lt::file_storage const& files, Priorities const& priorities);

/// One torrent's storage. Network thread.
struct Mount {
    lt::storage_holder inner; ///< libtorrent's own storage of the same torrent and number
    lt::storage_index_t index{0};
    lt::sha1_hash torrent;  ///< its info-hash; v2's is cut short
    lt::file_storage names; ///< with renames
    std::string folder;
    Allocation allocation = Allocation::sparse;
    std::shared_ptr<PosixStore> store;
    std::shared_ptr<Shelf> shelf;
    Fence fence;

    [[nodiscard]] Layout const& layout() const { return *shelf->volume.layout; }

    [[nodiscard]] bool is_ours(lt::piece_index_t piece) const {
        return layout().is_wanted(static_cast<int>(piece));
    }

    /// After a change of names, folder or content; nothing may be under way.
    void open_store(std::shared_ptr<FilePool> const& pool);
};

using MountPtr = std::shared_ptr<Mount>;

} // namespace shoal::storage
