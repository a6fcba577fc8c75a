#pragma once

#include "ui-cli/cli/reports/get_progress.hpp"

#include <nlohmann/json_fwd.hpp>

namespace shoal::cli {

// How a run in the foreground is shown. Pure; what comes out is not sanitised yet.

/// A `shoal.event/1` line.
[[nodiscard]] nlohmann::ordered_json event_json(Notice const& notice);
/// The closing `shoal.get/1` of one torrent.
[[nodiscard]] nlohmann::ordered_json result_json(Transfer const& transfer);

/// One line for people; nothing for what they need not know. Errors and warnings have their own
/// form.
[[nodiscard]] std::optional<std::string> notice_text(Notice const& notice, Aim aim);
/// The closing line of one torrent that did not fail.
[[nodiscard]] std::string result_text(Transfer const& transfer, Aim aim);
/// The live line: name, bar, percent, rates, peers, time to go, in `columns` columns.
[[nodiscard]] std::string live_text(Transfer const& transfer, int columns);

/// How far a torrent is: of checking while it checks, else of what is wanted. 0–1.
[[nodiscard]] double fraction_done(api::TorrentView const& view);
/// A bar of exactly `columns` columns, brackets included.
[[nodiscard]] std::string bar(double fraction, int columns);
/// "45.3%": cut, not rounded, so that 100% means all.
[[nodiscard]] std::string percent(double fraction);

} // namespace shoal::cli
