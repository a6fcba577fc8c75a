#pragma once

#include "core/api/history.hpp"

#include <nlohmann/json_fwd.hpp>

namespace shoal::api {

/// `shoal.history/1`. Of the session info_hash and name are null.
[[nodiscard]] nlohmann::ordered_json history_json(HistoryView const& view);

} // namespace shoal::api
