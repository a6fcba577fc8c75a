#pragma once

#include "core/api/engine.hpp"
#include "core/control/metrics.hpp"
#include "core/net/http_server.hpp"

namespace shoal::control {

inline constexpr std::string_view metrics_path = "/metrics";

/// Answers GET /metrics with how the session and the control server are at that moment. Any thread.
class MetricsSource {
public:
    /// `engine` outlives us. `most_torrents`: as for metrics_page.
    MetricsSource(api::Engine& engine, std::string version, int most_torrents)
        : engine_(engine), version_(std::move(version)), most_torrents_(most_torrents) {}

    /// Whoever answers commands adds how long it took; may outlive us.
    [[nodiscard]] std::shared_ptr<LatencyMeter> const& commands() const { return commands_; }

    void show(std::shared_ptr<net::HttpReply> const& reply) const;

private:
    api::Engine& engine_;
    std::string const version_;
    int const most_torrents_;
    std::shared_ptr<LatencyMeter> const commands_ = std::make_shared<LatencyMeter>();
};

} // namespace shoal::control
