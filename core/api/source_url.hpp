#pragma once

#include <string_view>

namespace shoal::api {

// What is written into a .torrent as a source, or added to a torrent. A port is 1–65535.

/// Of any scheme, with a login or without, for a .torrent that other clients read too; udp has to
/// have a port (BEP 15).
[[nodiscard]] bool is_url(std::string_view url);

// What our own session can ask: schemes in lower case, as libtorrent knows them, and no logins.

/// http, https, or udp with a port (BEP 15).
[[nodiscard]] bool is_tracker_url(std::string_view url);
/// http or https (BEP 19).
[[nodiscard]] bool is_web_seed_url(std::string_view url);

} // namespace shoal::api
