#include "core/engine/start.hpp"

#include "core/engine/local_engine.hpp"
#include "core/engine/lt_session.hpp"
#include "core/net/http_client.hpp"

namespace shoal::engine {
namespace {

constexpr std::int64_t torrent_limit = 64 * 1024 * 1024;

/// Through the proxy if there is one: a URL that went around it would give the user away.
Fetch fetch_through(std::string proxy) {
    return [limits = net::HttpLimits{.max_bytes = torrent_limit, .proxy = std::move(proxy)}](
               std::string const& url, std::stop_token stop) {
        return net::http_get(url, limits, std::move(stop));
    };
}

} // namespace

Result<std::unique_ptr<api::Engine>> start(api::SwarmOptions const& options,
                                           api::OnEvent on_event) {
    auto const dht_state = options.dht ? StateFiles{options.state_dir}.load_dht() : std::string{};
    SHOAL_TRY(auto engine, LocalEngine::create(
                               options.state_dir, options.utp, fetch_through(options.proxy),
                               [&](std::function<void()> const& wake) {
                                   return open_session(options, dht_state, wake);
                               },
                               std::move(on_event)));
    return std::unique_ptr<api::Engine>{std::move(engine)};
}

} // namespace shoal::engine
