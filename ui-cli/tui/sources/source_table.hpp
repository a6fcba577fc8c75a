#pragma once

#include "ui-cli/tui/draw/canvas.hpp"

namespace shoal::tui {

/// One way in which peers become known.
struct SourceRow {
    std::string_view name;
    std::string state; ///< what it does right now, in a few words
    term::Role role = term::Role::text;
    std::string next;       ///< when it is asked again; "live": all the time
    int known = 0;          ///< peers it named, connected or not
    int met = 0;            ///< that shook hands
    std::int64_t bytes = 0; ///< they gave us

    /// What a peer of it is worth.
    [[nodiscard]] std::int64_t yield() const { return met > 0 ? bytes / met : 0; }
};

/// In an order that stays. Those that named nobody are there too: that tells something.
[[nodiscard]] std::vector<SourceRow> source_rows(Model const& model,
                                                 api::TorrentView const& torrent);

/// As many rows as `source_table_rows`: a head, the sources, and whether they see one swarm.
void draw_source_table(Canvas& canvas, int row, api::TorrentView const& torrent);

} // namespace shoal::tui
