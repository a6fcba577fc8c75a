#include "core/engine/start.hpp"

#include "core/engine/local_engine.hpp"
#include "core/engine/lt/lt_session.hpp"
#include "core/net/free_port.hpp"
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

void warn(api::OnEvent const& on_event, std::string text, std::string where) {
    on_event({.kind = api::EventKind::warning,
              .time = std::chrono::system_clock::now(),
              .text = std::move(text),
              .where = std::move(where)});
}

/// libtorrent would silently take one of the next ports.
Result<void> check_ports(api::SwarmOptions const& options, Ports ports,
                         api::OnEvent const& on_event) {
    for (api::Endpoint const& place : options.listen) {
        auto const is_free = net::check_free(place);
        if (!is_free && ports == Ports::required)
            return is_free;
        if (!is_free)
            warn(on_event, is_free.error().what + "; another port is taken for now",
                 is_free.error().where);
    }
    return {};
}

} // namespace

Result<std::unique_ptr<api::Engine>> start(api::SwarmOptions const& options,
                                           api::OnEvent on_event) {
    SHOAL_TRY_VOID(check_ports(options, Ports::wanted, on_event));
    SHOAL_TRY(auto engine, LocalEngine::create(parts_of(options), std::move(on_event)));
    return std::unique_ptr<api::Engine>{std::move(engine)};
}

Result<std::unique_ptr<api::Engine>> start_lasting(api::SwarmOptions const& options,
                                                   api::SessionRules const& rules,
                                                   api::Housekeeping const& housekeeping,
                                                   api::OnEvent const& on_event, Ports ports) {
    SHOAL_TRY_VOID(make_folder(options.state_dir));
    SHOAL_TRY(auto opened, store::Store::open(options.state_dir));
    for (std::string const& note : opened.notes)
        warn(on_event, note, options.state_dir.string());
    SHOAL_TRY_VOID(check_ports(options, ports, on_event));
    auto parts = parts_of(options);
    parts.store = std::move(opened.store);
    parts.rules = rules;
    parts.housekeeping = housekeeping;
    SHOAL_TRY(auto engine, LocalEngine::create(std::move(parts), on_event));
    return std::unique_ptr<api::Engine>{std::move(engine)};
}

} // namespace shoal::engine
