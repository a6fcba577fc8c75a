#pragma once

#include "core/api/torrents.hpp"

namespace shoal::metainfo {

/// As api::Torrents::create. The same files and spec give the same bytes.
[[nodiscard]] Result<api::CreateReport>
create(api::CreateSpec const& spec, api::OnProgress const& progress, std::stop_token stop);

/// 256 KiB, doubled up to 16 MiB as long as the .torrent would pass 10 MiB. `list_size`: bytes that
/// the list of files takes in it.
[[nodiscard]] std::int64_t auto_piece_size(std::int64_t content_size, std::int64_t list_size,
                                           api::Format format);

} // namespace shoal::metainfo
