#include "core/metainfo/lt_codec.hpp"

#include <fmt/format.h>
#include <libtorrent/error_code.hpp>
#include <libtorrent/torrent_info.hpp>

namespace shoal::metainfo {

Result<std::vector<LayoutFile>> lt_layout(std::string const& torrent) {
    lt::error_code error;
    lt::torrent_info const info{lt::span<char const>{torrent}, error, lt::from_span};
    if (error)
        return fail(Errc::invalid_input, fmt::format("libtorrent refuses it: {}", error.message()));
    auto const& storage = info.files();
    std::vector<LayoutFile> files;
    files.reserve(static_cast<std::size_t>(storage.num_files()));
    for (auto const index : storage.file_range())
        files.push_back(LayoutFile{.path = storage.file_path(index),
                                   .offset = storage.file_offset(index),
                                   .size = storage.file_size(index),
                                   .is_pad = storage.pad_file_at(index)});
    return files;
}

} // namespace shoal::metainfo
