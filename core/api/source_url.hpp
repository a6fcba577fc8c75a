#pragma once

#include <string_view>

namespace shoal::api {

// What is written into a .torrent as a source, or added to a torrent: URLs that can be asked.
// Schemes in lower case, as libtorrent knows them; no user names; a port is 1–65535.

/// http, https, or udp with a port (BEP 15).
[[nodiscard]] bool is_tracker_url(std::string_view url);
/// http or https (BEP 19).
[[nodiscard]] bool is_web_seed_url(std::string_view url);

} // namespace shoal::api
