#pragma once

#include "core/api/engine.hpp"
#include "core/net/http_server.hpp"

namespace shoal::control {

inline constexpr std::string_view torrents_path = "/v1/torrents";

/// The documents of `--json` over HTTP: `path` is torrents_path, or below it the number of a
/// torrent, or one of its tables: "/v1/torrents/7/files" (peers, pieces, trackers,
/// web_seeds, health, why, history of the last 24 h). not_found for anything else.
void show_document(api::Engine& engine, std::string_view path,
                   std::shared_ptr<net::HttpReply> const& reply);

} // namespace shoal::control
