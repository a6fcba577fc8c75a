#pragma once

#include "core/api/question.hpp"
#include "core/api/snapshot.hpp"

namespace shoal::cli {

// One torrent in detail, for people: lines of text. Pure. With a width tables are cut to it,
// without one they are for programs; see Table.

using Lines = std::vector<std::string>;

[[nodiscard]] Lines info_lines(api::TorrentView const& torrent);
[[nodiscard]] Lines file_lines(std::vector<api::FileView> const& files, std::optional<int> width);
[[nodiscard]] Lines peer_lines(std::vector<api::PeerView> const& peers, std::optional<int> width);
[[nodiscard]] Lines holder_lines(std::vector<api::HolderView> const& holders,
                                 std::optional<int> width);
[[nodiscard]] Lines tracker_lines(std::vector<api::TrackerView> const& trackers,
                                  std::optional<int> width);
[[nodiscard]] Lines web_seed_lines(std::vector<api::WebSeedView> const& web_seeds,
                                   std::optional<int> width);
/// A map of what we have, and how many pieces have how many copies.
[[nodiscard]] Lines piece_lines(api::PiecesView const& pieces, int width);
/// What happened, and when.
[[nodiscard]] std::string event_line(api::Event const& event);
[[nodiscard]] Lines answer_lines(api::Answer const& answer, std::optional<int> width);

/// What of a torrent's peers: one letter for each thing that holds.
[[nodiscard]] std::string peer_flags(api::PeerView const& peer);

} // namespace shoal::cli
