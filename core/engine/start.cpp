#include "core/engine/start.hpp"

#include "core/engine/local_engine.hpp"
#include "core/engine/lt_session.hpp"
#include "core/net/http_client.hpp"

namespace shoal::engine {
namespace {

constexpr std::int64_t torrent_limit = 64 * 1024 * 1024;

Result<std::string> fetch(std::string const& url, std::stop_token stop) {
    return net::http_get(url, {.max_bytes = torrent_limit}, std::move(stop));
}

} // namespace

Result<std::unique_ptr<api::Engine>> start(api::SwarmOptions const& options,
                                           api::OnEvent on_event) {
    auto const dht_state = options.dht ? StateFiles{options.state_dir}.load_dht() : std::string{};
    SHOAL_TRY(auto engine, LocalEngine::create(
                               options.state_dir, fetch,
                               [&](std::function<void()> wake) {
                                   return open_session(options, dht_state, std::move(wake));
                               },
                               std::move(on_event)));
    return std::unique_ptr<api::Engine>{std::move(engine)};
}

} // namespace shoal::engine
