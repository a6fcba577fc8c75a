#include "core/engine/lt/lt_settings.hpp"

#include "core/engine/lt/lt_convert.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <libtorrent/address.hpp>
#include <libtorrent/alert.hpp>
#include <libtorrent/fingerprint.hpp>

#include <algorithm>
#include <limits>
#include <net/if.h>

namespace shoal::engine {
namespace {

using lt::settings_pack;

std::vector<api::Endpoint> public_bootstrap() {
    return {{"dht.libtorrent.org", 25401},
            {"router.bittorrent.com", 6881},
            {"dht.transmissionbt.com", 6881},
            {"router.utorrent.com", 6881}};
}

// Outside 6881–6889, which some trackers refuse.
constexpr auto default_listen = "0.0.0.0:47011,[::]:47011";

std::string joined(std::vector<api::Endpoint> const& endpoints) {
    std::vector<std::string> texts;
    texts.reserve(endpoints.size());
    for (auto const& endpoint : endpoints)
        texts.push_back(api::to_string(endpoint));
    return fmt::format("{}", fmt::join(texts, ","));
}

void set_identity(settings_pack& pack) {
    pack.set_str(settings_pack::user_agent, "shoal/" SHOAL_VERSION);
    pack.set_str(settings_pack::peer_fingerprint, lt::generate_fingerprint("SO", 0, 1, 0, 0));
}

void set_network(settings_pack& pack, api::SwarmOptions const& options) {
    pack.set_str(settings_pack::listen_interfaces,
                 options.listen.empty() ? default_listen : joined(options.listen));
    pack.set_str(settings_pack::outgoing_interfaces, options.interface);
    pack.set_bool(settings_pack::enable_lsd, options.lsd);
    pack.set_bool(settings_pack::enable_upnp, options.portmap);
    pack.set_bool(settings_pack::enable_natpmp, options.portmap);
    pack.set_bool(settings_pack::enable_incoming_utp, options.utp);
    // libtorrent would try uTP before TCP, and over a fast link it moves a fourteenth of what TCP
    // does: the session switches it on when TCP does not get through (policy::Dial).
    pack.set_bool(settings_pack::enable_outgoing_utp, false);
    // uTP yields to TCP in libtorrent's default mixed mode by throttling TCP; we want what is fast.
    pack.set_int(settings_pack::mixed_mode_algorithm, settings_pack::prefer_tcp);
    pack.set_int(settings_pack::connections_limit, options.connections);
    // choking_plugin decides; but for 0 libtorrent would unchoke who has just shaken hands.
    pack.set_int(settings_pack::unchoke_slots_limit, options.upload_slots == 0 ? 0 : -1);
    // BEP 6 lets whoever is choked have a few pieces all the same, the same for everyone in a /24:
    // where many share an address they all got these from each that had one, a block at a time.
    pack.set_int(settings_pack::allowed_fast_set_size, 0);
    // Many peers share an address behind NAT; and a peer that was killed must not be locked out by
    // its own dead uTP connection, which takes two minutes to time out.
    pack.set_bool(settings_pack::allow_multiple_connections_per_ip, true);
    pack.set_int(settings_pack::min_reconnect_time, 15);
    // BEP 12 order would strand us: 2.0.8 does not retry trackers beyond the first tier (fixed
    // upstream in 06f98369c).
    pack.set_bool(settings_pack::announce_to_all_tiers, true);
    // Polite: within a tier libtorrent asks one tracker at a time (announce_to_all_trackers is
    // off), retries after 17 s and then ever later, up to an hour (tracker_backoff), and the
    // session spaces the first announces of many torrents (policy::tracker_budget). Quick: HTTP
    // announces of all trackers share one queue, and one that is silent keeps its place for 30 s;
    // with 50 places, the default, 10,000 torrents with a dead tracker each would keep the live
    // ones waiting for 100 min. 200 make it 25: less than the half hour that trackers ask for.
    pack.set_int(settings_pack::max_concurrent_http_announces, 200);
    // Ctrl-C must end within 5 s even when trackers are silent.
    pack.set_int(settings_pack::stop_tracker_timeout, 2);
    // What a limit allows is handed out each tick, and each message waits for it: half a second is
    // coarse for who waits for a piece.
    pack.set_int(settings_pack::tick_interval, 50);
    // libtorrent visits each torrent every second until it was quiet for so long: a minute, if we
    // let it. Of 10,000 that is 2 % of a core.
    pack.set_int(settings_pack::auto_manage_startup, 10);
    pack.set_int(settings_pack::torrent_connect_boost, 80);
    pack.set_int(settings_pack::connection_speed, 100);
}

void set_encryption(settings_pack& pack, api::Encryption encryption) {
    auto const policy = encryption == api::Encryption::off       ? settings_pack::pe_disabled
                        : encryption == api::Encryption::require ? settings_pack::pe_forced
                                                                 : settings_pack::pe_enabled;
    pack.set_int(settings_pack::in_enc_policy, policy);
    pack.set_int(settings_pack::out_enc_policy, policy);
    // "require" means the payload too; otherwise only the handshake is hidden, since RC4 costs 2.7
    // times the CPU.
    bool const required = encryption == api::Encryption::require;
    pack.set_int(settings_pack::allowed_enc_level,
                 required ? settings_pack::pe_rc4 : settings_pack::pe_both);
    pack.set_bool(settings_pack::prefer_rc4, required);
}

void set_dht(settings_pack& pack, api::SwarmOptions const& options) {
    pack.set_bool(settings_pack::enable_dht, options.dht);
    pack.set_str(settings_pack::dht_bootstrap_nodes, joined(bootstrap_nodes(options)));
    // Our own announces may cost 30 KB/s (policy::dht_budget), twice that in hybrid torrents, which
    // have two info-hashes: beyond the limit libtorrent leaves queries of others unanswered.
    pack.set_int(settings_pack::dht_upload_rate_limit, 64 * 1024);
    if (!is_loopback_swarm(options))
        return;
    for (int const protection :
         {settings_pack::dht_restrict_routing_ips, settings_pack::dht_restrict_search_ips,
          settings_pack::dht_prefer_verified_node_ids, settings_pack::dht_ignore_dark_internet})
        pack.set_bool(protection, false);
    pack.set_int(settings_pack::dht_block_ratelimit, 1000);
    pack.set_int(settings_pack::dht_upload_rate_limit, 4 * 1024 * 1024);
}

void set_disk(settings_pack& pack) {
    // For what storage::disk_io leaves to libtorrent: pread and pwrite, since with mmap the
    // RSS grows to the size of the files.
    pack.set_int(settings_pack::mmap_file_size_cutoff, std::numeric_limits<int>::max());
    pack.set_int(settings_pack::aio_threads, 4);
    pack.set_int(settings_pack::hashing_threads, 1);
    // 2.0.8 evicts the most recently used file: below the number of files in use the pool would
    // thrash.
    pack.set_int(settings_pack::file_pool_size, 500);
    pack.set_int(settings_pack::max_queued_disk_bytes, 8 * 1024 * 1024);
}

/// Behind a limit what was buffered for a peer waits, and a choke does not recall it: little may.
/// Without a limit more keeps the line full.
void set_send_buffers(settings_pack& pack, std::int64_t up_limit) {
    constexpr std::int64_t least = 32 * 1024;
    constexpr std::int64_t most = 256 * 1024;
    auto const low = up_limit > 0 ? std::clamp(up_limit / 16, least, most) : most;
    pack.set_int(settings_pack::send_buffer_low_watermark, static_cast<int>(low));
    pack.set_int(settings_pack::send_buffer_watermark_factor, up_limit > 0 ? 50 : 150); // percent
}

void set_transfer(settings_pack& pack, api::SwarmOptions const& options) {
    pack.set_bool(settings_pack::auto_sequential, false);   // it would switch rarest-first off
    pack.set_int(settings_pack::whole_pieces_threshold, 2); // larger products overflow in 2.0.8
    // Seconds' worth of requests ahead. What is asked for early is neither the rarest by the time
    // it comes nor, at the end, to be had from anybody else.
    pack.set_int(settings_pack::request_queue_time, 1);
    pack.set_int(settings_pack::max_out_request_queue, 250);
    pack.set_int(settings_pack::max_allowed_in_request_queue, 4000);
    pack.set_int(settings_pack::send_buffer_watermark, 3 * 1024 * 1024);
    set_rates(pack, {.up = options.up_limit, .down = options.down_limit});
    // A limit is of what BitTorrent sends, as in other clients. libtorrent would guess what TCP and
    // IP add (5.5 %, where a limit is reached both ways, and as much for a HAVE as for a packet
    // that is full), and take it off once a second.
    pack.set_bool(settings_pack::rate_limit_ip_overhead, false);
    pack.set_int(settings_pack::max_metadata_size, 32 * 1024 * 1024);
}

void set_alerts(settings_pack& pack, bool dht) {
    pack.set_int(settings_pack::alert_queue_size, 50'000);
    auto mask = lt::alert_category::error | lt::alert_category::status |
                lt::alert_category::storage | lt::alert_category::tracker |
                lt::alert_category::connect | lt::alert_category::port_mapping;
    if (dht)
        mask |= lt::alert_category::dht_log; // its packets: health::DhtWatch
    pack.set_int(settings_pack::alert_mask, static_cast<int>(static_cast<std::uint32_t>(mask)));
}

struct Proxy {
    int type = settings_pack::none;
    std::string user;
    std::string password;
    api::Endpoint server;
};

Result<Proxy> parse_proxy(std::string_view url) {
    auto const bad = [&](std::string_view why) {
        return fail(
            Errc::invalid_input,
            fmt::format("{}; write socks5://[user:password@]host:port or http://host:port", why),
            std::string{url});
    };
    auto const scheme_end = url.find("://");
    if (scheme_end == std::string_view::npos)
        return bad("the proxy is not a URL");
    auto const scheme = url.substr(0, scheme_end);
    auto rest = url.substr(scheme_end + 3);
    if (rest.ends_with('/'))
        rest.remove_suffix(1);
    Proxy proxy;
    if (auto const at_sign = rest.rfind('@'); at_sign != std::string_view::npos) {
        auto const login = rest.substr(0, at_sign);
        auto const colon = login.find(':');
        proxy.user = login.substr(0, colon);
        if (colon != std::string_view::npos)
            proxy.password = login.substr(colon + 1);
        rest = rest.substr(at_sign + 1);
    }
    bool const has_login = !proxy.user.empty();
    if (scheme == "socks5" || scheme == "socks5h")
        proxy.type = has_login ? settings_pack::socks5_pw : settings_pack::socks5;
    else if (scheme == "http")
        proxy.type = has_login ? settings_pack::http_pw : settings_pack::http;
    else
        return bad("only socks5 and http proxies are known");
    auto server = api::parse_endpoint(rest);
    if (!server)
        return bad(server.error().what);
    proxy.server = *std::move(server);
    return proxy;
}

void set_proxy(settings_pack& pack, Proxy const& proxy) {
    pack.set_int(settings_pack::proxy_type, proxy.type);
    pack.set_str(settings_pack::proxy_hostname, proxy.server.host);
    pack.set_int(settings_pack::proxy_port, proxy.server.port);
    pack.set_str(settings_pack::proxy_username, proxy.user);
    pack.set_str(settings_pack::proxy_password, proxy.password);
    // All or nothing: a proxy that some traffic goes around is worse than none.
    pack.set_bool(settings_pack::proxy_peer_connections, true);
    pack.set_bool(settings_pack::proxy_tracker_connections, true);
    pack.set_bool(settings_pack::proxy_hostnames, true);
}

bool is_address(std::string const& text) {
    lt::error_code ec;
    lt::make_address(text, ec);
    return !ec;
}

/// libtorrent says nothing of addresses and devices that are not there: it just meets nobody.
Result<void> check_places(api::SwarmOptions const& options) {
    for (auto const& endpoint : options.listen) {
        if (is_address(endpoint.host))
            continue;
        return fail(Errc::invalid_input,
                    fmt::format("'{}' is no address to listen on; 0.0.0.0 and [::] mean all",
                                endpoint.host));
    }
    auto const& device = options.interface;
    if (device.empty() || is_address(device) || ::if_nametoindex(device.c_str()) != 0)
        return {};
    return fail(Errc::not_found,
                fmt::format("there is no device '{}'; list them with 'ip link'", device));
}

} // namespace

void set_rates(settings_pack& pack, api::RateLimits const& limits) {
    pack.set_int(settings_pack::upload_rate_limit, to_limit(limits.up));
    pack.set_int(settings_pack::download_rate_limit, to_limit(limits.down));
    set_send_buffers(pack, limits.up);
}

bool is_loopback_swarm(api::SwarmOptions const& options) {
    return !options.listen.empty() && std::ranges::all_of(options.listen, [](auto const& endpoint) {
        return endpoint.host.starts_with("127.") || endpoint.host == "::1";
    });
}

std::vector<api::Endpoint> bootstrap_nodes(api::SwarmOptions const& options) {
    if (options.dht_nodes.empty() && !is_loopback_swarm(options))
        return public_bootstrap();
    return options.dht_nodes;
}

Result<settings_pack> to_settings(api::SwarmOptions const& options) {
    SHOAL_TRY_VOID(check_places(options));
    settings_pack pack;
    set_identity(pack);
    set_network(pack, options);
    set_encryption(pack, options.encryption);
    set_dht(pack, options);
    set_disk(pack);
    set_transfer(pack, options);
    set_alerts(pack, options.dht);
    if (!options.proxy.empty()) {
        SHOAL_TRY(auto const proxy, parse_proxy(options.proxy));
        set_proxy(pack, proxy);
    }
    return pack;
}

} // namespace shoal::engine
