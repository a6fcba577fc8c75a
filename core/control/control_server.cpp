#include "core/control/control_server.hpp"

#include "core/control/metrics_server.hpp"

namespace shoal::control {
namespace {

// A .torrent may come within a command. Clients keep their connections. Ten thousand torrents that
// are added in a moment are 8 MiB of events.
constexpr net::HttpServerLimits limits{
    .body_bytes = 64 * 1024 * 1024, .timeout = 60s, .unread_bytes = 16 * 1024 * 1024};

} // namespace

Result<std::unique_ptr<ControlServer>> ControlServer::start(api::Engine& engine,
                                                            api::DaemonOptions const& options,
                                                            std::string const& version) {
    std::unique_ptr<ControlServer> control{
        new ControlServer{engine, version, options.metrics_torrents}};
    Router& router = control->router_;
    SHOAL_TRY(control->server_, net::HttpServer::serve(
                                    options.socket,
                                    [&router](auto const& request, auto const& reply) {
                                        router.handle(request, reply);
                                    },
                                    limits));
    if (options.metrics) {
        SHOAL_TRY(control->metrics_server_, serve_metrics(*options.metrics, control->metrics_));
    }
    return control;
}

} // namespace shoal::control
