#pragma once

#include "core/metainfo/content.hpp"

namespace shoal::metainfo {

/// As api::Torrents::create. The same files and spec give the same bytes.
[[nodiscard]] Result<api::CreateReport>
create(api::CreateSpec const& spec, api::OnProgress const& progress, std::stop_token stop);

/// That the .torrent holds.
[[nodiscard]] std::int64_t hash_bytes_per_piece(api::Format format);

/// About what the list of files will take in it: each path, its length and the marks around them.
[[nodiscard]] std::int64_t list_size(Content const& content, api::Format format);

/// 256 KiB, doubled up to 16 MiB as long as the .torrent would pass 10 MiB. `list_size`: bytes that
/// the list of files takes in it.
[[nodiscard]] std::int64_t auto_piece_size(std::int64_t content_size, std::int64_t list_size,
                                           api::Format format);

} // namespace shoal::metainfo
