#pragma once

#include "core/api/engine.hpp"
#include "core/control/event_fan.hpp"
#include "core/control/metrics_source.hpp"
#include "core/control/snapshot_delta.hpp"

#include <array>

namespace shoal::control {

/// What a daemon says over HTTP:
///
///     POST /v1/command                          a command (json_command.hpp) → its reply
///     POST /v1/question                         a question → its answer (json_answer.hpp)
///     GET  /v1/snapshot?since=REV&session=ID    what changed since (json_snapshot.hpp)
///     GET  /v1/events                           a line for each event, without end
///     GET  /v1/version                          who answers
///     GET  /v1/torrents[/NUMBER[/TABLE]]        the documents of --json (documents_page.hpp)
///     GET  /metrics                             for Prometheus (metrics_source.hpp)
///
/// Failures have a body that says {"error":{"code","what","where"}}. Server's thread.
class Router {
public:
    /// All outlive us.
    Router(api::Engine& engine, EventFan& events, MetricsSource const& metrics,
           std::string version);

    void handle(net::HttpRequest const& request, std::shared_ptr<net::HttpReply> const& reply);

private:
    struct Call {
        net::HttpRequest const& request;
        std::string_view path;
        std::string_view query; ///< without the '?'
        std::shared_ptr<net::HttpReply> const& reply;
    };

    struct Route {
        std::string_view method;
        std::string_view path;
        void (Router::*handler)(Call const& call);
        bool has_more_below = false; ///< "PATH/…" is its, too
    };

    static std::array<Route, 7> const routes;

    void command(Call const& call);
    void question(Call const& call);
    void snapshot(Call const& call);
    void follow(Call const& call);
    void document(Call const& call);
    void version(Call const& call);
    void metrics(Call const& call);

    api::Engine& engine_;
    EventFan& events_;
    MetricsSource const& metrics_;
    std::string version_;
    SnapshotHistory history_;
};

} // namespace shoal::control
