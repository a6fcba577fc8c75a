#pragma once

#include "core/api/event.hpp"
#include "core/api/question.hpp"
#include "core/api/snapshot.hpp"

#include <span>

namespace shoal::api {

// The JSON documents that users and programs see: of `--json`, and of GET /v1. Each is one line of
// pure ASCII; bytes that are not UTF-8 become U+FFFD. Sizes in bytes, rates in bytes/s, durations
// in seconds, times RFC 3339 UTC; what is unknown or not there is null.

using Views = std::span<std::shared_ptr<TorrentView const> const>;

/// `shoal.list/1`: these torrents, in this order, as of `revision`. 10,000 take 35 ms.
[[nodiscard]] std::string list_document(std::uint64_t revision, Views torrents);

/// `shoal.info/1`: all that is known of one torrent.
[[nodiscard]] std::string info_document(TorrentView const& torrent);

// What was asked of one torrent.

/// `shoal.files/1`, in the order of their indices.
[[nodiscard]] std::string files_document(TorrentView const& torrent,
                                         std::span<FileView const> files);
/// `shoal.peers/1`.
[[nodiscard]] std::string peers_document(TorrentView const& torrent,
                                         std::span<PeerView const> peers);
/// `shoal.pieces/1`: what we have is a bit field in hex, the first piece in the highest bit, as on
/// the wire (BEP 3).
[[nodiscard]] std::string pieces_document(TorrentView const& torrent, PiecesView const& pieces);
/// `shoal.trackers/1`: the web seeds, too.
[[nodiscard]] std::string trackers_document(TorrentView const& torrent,
                                            std::span<TrackerView const> trackers,
                                            std::span<WebSeedView const> web_seeds);
/// `shoal.web_seeds/1`.
[[nodiscard]] std::string web_seeds_document(TorrentView const& torrent,
                                             std::span<WebSeedView const> web_seeds);
/// `shoal.holders/1`.
[[nodiscard]] std::string holders_document(TorrentView const& torrent,
                                           std::vector<HolderView> const& holders);
/// Whichever of these the answer is; not the figures of the session.
[[nodiscard]] std::string answer_document(TorrentView const& torrent, Answer const& answer);

/// `shoal.event/1`.
[[nodiscard]] std::string event_document(Event const& event);
[[nodiscard]] std::string log_document(std::vector<Event> const& events); ///< shoal.log/1

} // namespace shoal::api
