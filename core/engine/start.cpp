#include "core/engine/start.hpp"

#include "core/engine/local_engine.hpp"
#include "core/engine/lt/lt_session.hpp"
#include "core/net/http_client.hpp"

namespace shoal::engine {
namespace {

constexpr std::int64_t torrent_limit = 64 * 1024 * 1024;
// In the foreground the user has said what is to run.
constexpr api::QueueLimits unlimited{.downloads = std::nullopt, .seeds = std::nullopt};

/// Through the proxy if there is one: a URL that went around it would give the user away.
Fetch fetch_through(std::string proxy) {
    return [limits = net::HttpLimits{.max_bytes = torrent_limit, .proxy = std::move(proxy)}](
               std::string const& url, std::stop_token stop) {
        return net::http_get(url, limits, std::move(stop));
    };
}

EngineParts parts_of(api::SwarmOptions const& options) {
    return {
        .state_dir = options.state_dir,
        .utp = options.utp,
        .fetch = fetch_through(options.proxy),
        .open_wire =
            [options](WireMemory memory, std::function<void()> const& wake) {
                if (!options.dht)
                    memory.dht_state.clear();
                return open_session(options, std::move(memory), wake);
            },
        .rules = {.limits = {options.up_limit, options.down_limit}, .queue = unlimited},
    };
}

} // namespace

Result<std::unique_ptr<api::Engine>> start(api::SwarmOptions const& options,
                                           api::OnEvent on_event) {
    SHOAL_TRY(auto engine, LocalEngine::create(parts_of(options), std::move(on_event)));
    return std::unique_ptr<api::Engine>{std::move(engine)};
}

Result<std::unique_ptr<api::Engine>> start_lasting(api::SwarmOptions const& options,
                                                   api::SessionRules const& rules,
                                                   api::Housekeeping const& housekeeping,
                                                   api::OnEvent const& on_event) {
    SHOAL_TRY_VOID(make_folder(options.state_dir));
    SHOAL_TRY(auto opened, store::Store::open(options.state_dir));
    for (std::string const& note : opened.notes)
        on_event({.kind = api::EventKind::warning,
                  .time = std::chrono::system_clock::now(),
                  .text = note,
                  .where = options.state_dir.string()});
    auto parts = parts_of(options);
    parts.store = std::move(opened.store);
    parts.rules = rules;
    parts.housekeeping = housekeeping;
    SHOAL_TRY(auto engine, LocalEngine::create(std::move(parts), on_event));
    return std::unique_ptr<api::Engine>{std::move(engine)};
}

} // namespace shoal::engine
