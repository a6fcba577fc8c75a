#pragma once

#include "ui-cli/tui/draw/graph.hpp"

namespace shoal::tui {

// How a torrent did over time: from what the session has written down, and from what this screen
// has seen itself in the last minutes. Pure.

struct Zoom {
    std::chrono::seconds span;
    std::string_view name;
};

inline constexpr std::array zooms{Zoom{10min, "10 min"}, Zoom{1h, "1 h"}, Zoom{6h, "6 h"},
                                  Zoom{24h, "24 h"}};

/// One value for each column, oldest first; 0 where nothing is known.
struct Course {
    std::vector<std::int64_t> down, up;   ///< bytes/s
    std::vector<std::int64_t> hundredths; ///< of copies
};

[[nodiscard]] Course course_of(Model const& model, api::TorrentId id, std::chrono::seconds span,
                               int columns);

/// How far the grade went.
struct Trend {
    int by = 0;
    std::chrono::seconds in{};
};

/// Over an hour, or as much of it as is known; nothing: too little is.
[[nodiscard]] std::optional<Trend> trend_of(Model const& model, api::TorrentId id, int grade);

/// Remarks, and who came and went in its swarm, as a graph of so many columns shows them.
[[nodiscard]] std::vector<Mark> marks_of(Model const& model, api::TorrentId id,
                                         std::chrono::seconds span, int columns);

/// Remarks alone, on a graph with a column for each step of the session's history.
[[nodiscard]] std::vector<Mark> session_marks(Model const& model);

} // namespace shoal::tui
