#pragma once

#include "ui-cli/cli/context.hpp"
#include "ui-cli/cli/daemon/known_torrent.hpp"

namespace shoal::cli {

/// A swarm to look at: joined as a quiet observer, which asks for no piece and gives none.
struct Observation {
    api::SwarmOptions swarm;
    api::Add add;
    std::chrono::seconds time{60};
    bool watch = false; ///< go on until interrupted
};

/// About once a second, with what the session answers to the question. `is_last`: nothing follows.
using Observed = std::function<void(api::Answer const& answer, double seconds, bool is_last)>;
using QuestionOf = std::function<api::Question(api::TorrentId)>;

/// Joins, asks again and again, leaves. Blocking. `done` unless it failed or was interrupted; in
/// the latter case what was seen until then is told.
[[nodiscard]] ExitCode observe(Context& context, std::string_view tried,
                               Observation const& observation, QuestionOf const& question,
                               Observed const& observed);

/// How long a daemon's torrent is looked at, which needs no joining: nothing: it is asked once.
using LookTime = std::optional<std::chrono::seconds>;

/// The same of a daemon's torrent, for so long; seconds::max(): until interrupted.
[[nodiscard]] ExitCode ask_daemon(Context& context, std::string_view tried,
                                  KnownTorrent const& known, LookTime time,
                                  QuestionOf const& question, Observed const& observed);

} // namespace shoal::cli
