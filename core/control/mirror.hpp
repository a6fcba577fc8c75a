#pragma once

#include "core/api/snapshot.hpp"
#include "core/net/unix_http.hpp"

#include <mutex>

namespace shoal::control {

/// A daemon's snapshot as of its last refresh. Any thread; each refreshes over a connection of its
/// own.
class Mirror {
public:
    /// Fetches what changed. After an error the snapshot is the one before.
    [[nodiscard]] Result<void> refresh(net::UnixHttp& http);

    [[nodiscard]] std::shared_ptr<api::Snapshot const> snapshot() const;

    /// The daemon does not answer: the snapshot is stale until the next refresh.
    void lost();

private:
    struct State {
        std::string session; ///< as in SnapshotDelta
        std::shared_ptr<api::Snapshot const> snapshot;
    };

    [[nodiscard]] State state() const;
    void put(State next);

    mutable std::mutex mutex_;
    State state_{{}, std::make_shared<api::Snapshot>()};
};

} // namespace shoal::control
