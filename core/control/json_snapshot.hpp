#pragma once

#include "core/base/result.hpp"
#include "core/control/snapshot_delta.hpp"

namespace shoal::control {

/// One line; fields as in SnapshotDelta and api/snapshot.hpp. What is zero or empty in a torrent is
/// left out.
[[nodiscard]] std::string to_json(SnapshotDelta const& delta);
/// Text of a daemon; unknown fields are news of a later version.
[[nodiscard]] Result<SnapshotDelta> delta_from_json(std::string_view text);

} // namespace shoal::control
