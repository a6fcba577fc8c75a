#pragma once

#include <string_view>

namespace shoal::app {

/// Tells systemd, or whoever set $NOTIFY_SOCKET, how we are: "READY=1", "STOPPING=1"
/// (sd_notify(3)). Does nothing where nobody wants to know.
void tell_service_manager(std::string_view state);

} // namespace shoal::app
