#pragma once

#include "core/api/event.hpp"

namespace shoal::control {

/// One `shoal.event/1` document on one line, without the newline, with a member more: `exact` has
/// all fields of api/event.hpp as they are.
[[nodiscard]] std::string to_json(api::Event const& event);
/// A line of a daemon; unknown fields are news of a later version.
[[nodiscard]] Result<api::Event> event_from_json(std::string_view line);

} // namespace shoal::control
