#pragma once

#include "core/api/command.hpp"
#include "core/api/snapshot.hpp"

namespace shoal::control {

/// What leads from one snapshot of a session to a later one.
struct SnapshotDelta {
    std::string session; ///< revisions count within one run of a daemon; this names the run
    std::uint64_t revision = 0;
    bool is_full = false; ///< replaces everything, whatever there was
    api::Ids removed;
    std::vector<std::shared_ptr<api::TorrentView const>> torrents; ///< new or changed; ascending
    std::string dir;
    std::vector<api::Endpoint> listening;
    std::int64_t dht_nodes = 0;
    std::int64_t alerts_dropped = 0;
    std::optional<std::vector<api::Ban>> bans; ///< nothing: as before
    api::SessionRules rules;
    bool alternative_in_force = false;
};

/// The later snapshot. O(torrents), but those that did not change are shared.
[[nodiscard]] std::shared_ptr<api::Snapshot const> apply(api::Snapshot const& before,
                                                         SnapshotDelta const& delta);

/// Tells what changed in the session's snapshots since any revision that it told before, or else
/// everything. One thread.
class SnapshotHistory {
public:
    explicit SnapshotHistory(std::string session, std::size_t longest_log = 10'000)
        : session_(std::move(session)), longest_log_(longest_log) {}

    /// `now`: the session's newest snapshot. From a `since` of another `session` everything is
    /// told.
    [[nodiscard]] SnapshotDelta since(std::shared_ptr<api::Snapshot const> const& now,
                                      std::string_view session, std::uint64_t since);

    [[nodiscard]] std::string const& session() const { return session_; }

private:
    void look_at(std::shared_ptr<api::Snapshot const> now);

    struct Removal {
        std::uint64_t revision; ///< of the first snapshot without it
        api::TorrentId id;
    };

    std::string session_;
    std::size_t longest_log_;
    std::shared_ptr<api::Snapshot const> last_;
    std::vector<Removal> removals_;    ///< by revision, ascending
    std::uint64_t complete_since_ = 0; ///< removals after this revision are all in the log
    std::uint64_t bans_changed_ = 0;   ///< revision
};

} // namespace shoal::control
