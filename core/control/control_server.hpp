#pragma once

#include "core/api/settings.hpp"
#include "core/control/router.hpp"

namespace shoal::control {

/// The daemon's end of its control socket. Commands are the engine's to answer: nothing waits for
/// it here.
class ControlServer {
public:
    /// `engine` outlives the server. Of the options those that say where we are reached, and what
    /// we show. conflict when another daemon listens there.
    [[nodiscard]] static Result<std::unique_ptr<ControlServer>>
    start(api::Engine& engine, api::DaemonOptions const& options, std::string const& version);

    /// For the engine's OnEvent. Any thread.
    void publish(api::Event const& event) { events_.publish(event); }

private:
    ControlServer(api::Engine& engine, std::string const& version, int most_torrents)
        : metrics_(engine, version, most_torrents), router_(engine, events_, metrics_, version) {}

    EventFan events_;
    MetricsSource metrics_;
    Router router_; ///< the server's thread
    std::unique_ptr<net::HttpServer> server_;
    std::unique_ptr<net::HttpServer> metrics_server_;
};

} // namespace shoal::control
