#include "core/control/metrics_server.hpp"

#include "core/control/http_answers.hpp"

#include <algorithm>

namespace shoal::control {
namespace {

constexpr net::HttpServerLimits limits{.body_bytes = 1024, .connections = 8};

bool is_loopback(std::string_view host) {
    return host == "::1" || host.starts_with("127.");
}

/// "127.0.0.1:9000", "[::1]:9000", "localhost"; names that somebody else's DNS answers for are not.
bool is_address(std::string_view host) {
    if (host.starts_with('['))
        return true;
    auto const name = host.substr(0, host.find(':'));
    return name == "localhost" ||
           std::ranges::all_of(name, [](char c) { return c == '.' || (c >= '0' && c <= '9'); });
}

} // namespace

Result<std::unique_ptr<net::HttpServer>> serve_metrics(api::Endpoint const& listen,
                                                       MetricsSource const& source) {
    if (!is_loopback(listen.host))
        return fail(Errc::invalid_input,
                    "metrics are shown without a password, so only on a loopback address, such as "
                    "127.0.0.1:9745; let a proxy there ask for one",
                    api::to_string(listen));
    return net::HttpServer::serve(
        listen,
        [&source](net::HttpRequest const& request, std::shared_ptr<net::HttpReply> const& reply) {
            if (!is_address(request.host))
                return refuse(reply, {Errc::denied, "ask for an address", request.host});
            if (request.target != metrics_path || request.method != "GET")
                return refuse(reply, {Errc::not_found, "here is only", std::string{metrics_path}});
            source.show(reply);
        },
        limits);
}

} // namespace shoal::control
