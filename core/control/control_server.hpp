#pragma once

#include "core/control/router.hpp"

namespace shoal::control {

/// The daemon's end of its control socket. Commands are the engine's to answer: nothing waits for
/// it here.
class ControlServer {
public:
    /// `engine` outlives the server. conflict when another daemon listens on `socket`.
    [[nodiscard]] static Result<std::unique_ptr<ControlServer>>
    start(api::Engine& engine, fs::path const& socket, std::string version);

    /// For the engine's OnEvent. Any thread.
    void publish(api::Event const& event) { events_.publish(event); }

private:
    ControlServer(api::Engine& engine, std::string version)
        : router_(engine, events_, std::move(version)) {}

    EventFan events_;
    Router router_; ///< the server's thread
    std::unique_ptr<net::HttpServer> server_;
};

} // namespace shoal::control
