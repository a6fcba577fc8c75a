#include "ui-cli/cli/swarm_flags.hpp"

#include "core/base/units.hpp"
#include "ui-cli/cli/flag_values.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>

namespace shoal::cli {
namespace {

constexpr auto group = "Swarm";
constexpr int most_connections = 100'000;
constexpr auto most_cache = std::int64_t{64} << 30;

std::string environment_name(std::string flag) {
    std::transform(flag.begin(), flag.end(), flag.begin(),
                   [](char c) { return c == '-' ? '_' : static_cast<char>(c & ~0x20); });
    return "SHOAL_" + flag;
}

void value(CLI::App& command, std::string const& name, std::string& text, char const* type,
           std::string const& help) {
    command.add_option("--" + name, text, help)
        ->type_name(type)
        ->take_last()
        ->group(group)
        ->envname(environment_name(name));
}

void values(CLI::App& command, std::string const& name, std::vector<std::string>& texts,
            char const* type, std::string const& help) {
    command.add_option("--" + name, texts, help)
        ->type_name(type)
        ->allow_extra_args(false)
        ->delimiter(',')
        ->group(group)
        ->envname(environment_name(name));
}

void toggle(CLI::App& command, std::string const& name, std::vector<std::string>& texts,
            std::string const& help) {
    command.add_flag(fmt::format("--{0},!--no-{0}", name), texts, help)
        ->group(group)
        ->envname(environment_name(name));
}

Result<void> read_toggle(std::string const& flag, std::vector<std::string> const& texts,
                         bool& value) {
    if (texts.empty())
        return {};
    SHOAL_TRY(value, read_switch(flag, texts.back()));
    return {};
}

Result<void> read_limit(std::string const& flag, std::string const& text, std::int64_t& limit) {
    if (text.empty())
        return {};
    SHOAL_TRY(limit, parse_rate(text).map_error(at(flag)));
    return {};
}

Result<void> read_number(std::string const& flag, std::string const& text, int& number) {
    if (text.empty())
        return {};
    SHOAL_TRY(number, read_count(flag, text, 1, most_connections));
    return {};
}

Result<void> read_cache(std::string const& text, std::int64_t& cache) {
    if (text.empty())
        return {};
    SHOAL_TRY(cache, parse_size(text).map_error(at("--cache")));
    if (cache < api::least_cache || cache > most_cache)
        return fail(Errc::invalid_input, "must be 4MiB to 64GiB", "--cache");
    return {};
}

Result<api::Encryption> read_encryption(std::string const& text) {
    if (text == "off")
        return api::Encryption::off;
    if (text == "require")
        return api::Encryption::require;
    if (text.empty() || text == "prefer")
        return api::Encryption::prefer;
    return fail(Errc::invalid_input, fmt::format("'{}' is none of off, prefer and require", text),
                "--encryption");
}

Result<std::string> read_proxy(std::string const& text) {
    auto rest = std::string_view{text};
    bool const known = rest.starts_with("socks5://") || rest.starts_with("http://");
    rest.remove_prefix(known ? rest.find("://") + 3 : 0);
    if (auto const user_end = rest.rfind('@'); user_end != std::string_view::npos)
        rest.remove_prefix(user_end + 1);
    if (rest.ends_with('/'))
        rest.remove_suffix(1);
    // The text stays out of the message: it may hold a password.
    if (!text.empty() && (!known || !api::parse_endpoint(rest)))
        return fail(Errc::invalid_input,
                    "this is not a proxy; write socks5://[USER:PASSWORD@]HOST:PORT or "
                    "http://[USER:PASSWORD@]HOST:PORT",
                    "--proxy");
    return text;
}

} // namespace

void SwarmFlags::attach(CLI::App& command) {
    values(command, "listen", listen_, "ADDR:PORT", "listen here (repeat); port 0 takes any");
    value(command, "interface", interface_, "NAME", "device or address for outgoing connections");
    value(command, "up", up_, "RATE", "send no faster than this, such as 500KiB/s");
    value(command, "down", down_, "RATE", "receive no faster than this");
    toggle(command, "dht", dht_, "find peers through the DHT (default: on)");
    values(command, "dht-node", dht_nodes_, "HOST:PORT",
           "enter the DHT here, not at the public nodes (repeat)");
    toggle(command, "pex", pex_, "exchange peers with peers (default: on)");
    toggle(command, "lsd", lsd_, "find peers on the local network (default: on)");
    toggle(command, "utp", utp_, "use uTP besides TCP (default: on)");
    toggle(command, "portmap", portmap_,
           "ask the router for a port: UPnP, NAT-PMP, PCP (default: on)");
    value(command, "encryption", encryption_, "off|prefer|require",
          "encrypt connections to peers (default: prefer)");
    value(command, "proxy", proxy_, "URL", "socks5:// or http://[USER:PASSWORD@]HOST:PORT");
    value(command, "connections", connections_, "N", "at most this many peers (default: 200)");
    value(command, "upload-slots", upload_slots_, "N",
          "send to this many peers at a time (default: as many as the line carries)");
    value(command, "cache", cache_, "SIZE",
          "memory for pieces on their way to and from the disk (default: 32MiB)");
    value(command, "state-dir", state_dir_, "DIR",
          "keep DHT state and resume data here (default: $XDG_STATE_HOME/shoal)");
}

Result<api::SwarmOptions> SwarmFlags::options(fs::path const& default_state_dir) const {
    api::SwarmOptions options;
    SHOAL_TRY(options.listen, read_endpoints("--listen", listen_, true));
    SHOAL_TRY(options.dht_nodes, read_endpoints("--dht-node", dht_nodes_));
    options.interface = interface_;
    SHOAL_TRY_VOID(read_limit("--up", up_, options.up_limit));
    SHOAL_TRY_VOID(read_limit("--down", down_, options.down_limit));
    SHOAL_TRY_VOID(read_toggle("--dht", dht_, options.dht));
    SHOAL_TRY_VOID(read_toggle("--pex", pex_, options.pex));
    SHOAL_TRY_VOID(read_toggle("--lsd", lsd_, options.lsd));
    SHOAL_TRY_VOID(read_toggle("--utp", utp_, options.utp));
    SHOAL_TRY_VOID(read_toggle("--portmap", portmap_, options.portmap));
    SHOAL_TRY(options.encryption, read_encryption(encryption_));
    SHOAL_TRY(options.proxy, read_proxy(proxy_));
    SHOAL_TRY_VOID(read_number("--connections", connections_, options.connections));
    if (!upload_slots_.empty()) {
        SHOAL_TRY_VOID(
            read_number("--upload-slots", upload_slots_, options.upload_slots.emplace()));
    }
    SHOAL_TRY_VOID(read_cache(cache_, options.cache));
    options.state_dir = state_dir_.empty() ? default_state_dir : fs::path{state_dir_};
    return options;
}

} // namespace shoal::cli
