#include "ui-cli/tui/session.hpp"

namespace shoal::tui {

Result<OpenedSession> open_session(Parts const& parts, api::OnEvent const& on_event) {
    if (parts.attach) {
        auto daemon = parts.attach(parts.socket, on_event);
        if (!daemon && daemon.error().code != Errc::unavailable)
            return tl::make_unexpected(std::move(daemon).error());
        if (daemon)
            return OpenedSession{std::move(*daemon), false};
    }
    SHOAL_TRY(auto own, parts.start_session(on_event));
    return OpenedSession{std::move(own), true};
}

} // namespace shoal::tui
