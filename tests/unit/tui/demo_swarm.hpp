#pragma once

#include "ui-cli/tui/view_state.hpp"

namespace shoal::test {

/// A session as people have it: torrents in every state, a past, a log; names that try to break the
/// screen. The torrent that is open is `demo_open`. The same at every call.
[[nodiscard]] tui::Model demo_model();

inline constexpr api::TorrentId demo_open = 2;

/// Answers about any torrent of it.
[[nodiscard]] std::vector<api::FileView> demo_files();
[[nodiscard]] std::vector<api::PeerView> demo_peers();
[[nodiscard]] api::PiecesView demo_pieces();
/// Of the peer at 2001:db8::71.
[[nodiscard]] api::PiecesView demo_peer_pieces();
/// Of pieces 0 and 1.
[[nodiscard]] std::vector<api::HolderView> demo_holders();
[[nodiscard]] std::vector<api::TrackerView> demo_trackers();
/// One that gives, and one that is dead.
[[nodiscard]] std::vector<api::WebSeedView> demo_web_seeds();
[[nodiscard]] api::HealthView demo_health();
[[nodiscard]] api::WhyView demo_why();
[[nodiscard]] api::HistoryView demo_history();
/// Of the session, so long after its start.
[[nodiscard]] api::SessionFigures demo_figures(double uptime);

/// Some of the grammar behind ':'.
[[nodiscard]] tui::CommandWords demo_commands();

/// Many torrents that move, for benchmarks and for paging.
[[nodiscard]] std::shared_ptr<api::Snapshot const> many_torrents(std::size_t count);

} // namespace shoal::test
