#include "tests/interop/clients/client.hpp"
#include "tests/support/await.hpp"
#include "tests/support/ports.hpp"

#include <fmt/format.h>

namespace shoal::test {
namespace {

constexpr char const* settings = R"({{
"bind-address-ipv4": "{ip}", "bind-address-ipv6": "::1", "peer-port": {port},
"port-forwarding-enabled": false, "dht-enabled": {dht}, "lpd-enabled": false, "utp-enabled": false,
"encryption": {encryption}, "pex-enabled": true, "prefetch-enabled": false, "preallocation": 0,
"rpc-bind-address": "{ip}", "rpc-port": {rpc}, "rpc-whitelist-enabled": false,
"rpc-host-whitelist-enabled": false, "download-dir": "{dir}", "message-level": 3,
"watch-dir-enabled": true, "watch-dir": "{home}/watch",
"speed-limit-up-enabled": {limited}, "speed-limit-up": {upload_kb}
}}
)";

class Transmission final : public Client {
public:
    explicit Transmission(ClientOptions options)
        : Client("transmission", 2, std::move(options)), rpc_(free_port(ip())) {}

    void add(std::string const& source, fs::path const& dir) override {
        bool const dht = options().dht_node.has_value();
        write_config("settings.json",
                     fmt::format(settings, fmt::arg("ip", ip()), fmt::arg("port", port()),
                                 fmt::arg("dht", dht), fmt::arg("rpc", rpc_),
                                 fmt::arg("home", home().string()), fmt::arg("dir", dir.string()),
                                 fmt::arg("limited", options().upload_kib > 0),
                                 fmt::arg("upload_kb", options().upload_kib * 1024 / 1000),
                                 fmt::arg("encryption", encryption())));
        if (dht) { // "host port" lines
            auto node = *options().dht_node;
            node[node.rfind(':')] = ' ';
            write_config("dht.bootstrap", node + "\n");
        }
        // A .torrent it finds when it starts, so that several daemons start at once; a magnet it
        // must be told.
        bool const is_file = fs::exists(source);
        fs::create_directories(home() / "watch");
        if (is_file)
            fs::copy_file(source, home() / "watch/1.torrent");
        start({"transmission-daemon", "-f", "-g", home().string()});
        if (!is_file)
            await(
                "transmission takes the magnet", std::chrono::seconds{15},
                [&] {
                    return remote({"-a", source});
                },
                [this] { return log(); });
    }

    [[nodiscard]] bool is_complete() const override {
        return has_said("State changed from \"Incomplete\" to \"Complete\"");
    }

private:
    [[nodiscard]] int encryption() const {
        return options().require_encryption ? 2 : options().forbid_encryption ? 0 : 1;
    }

    [[nodiscard]] bool remote(Argv arguments) const {
        arguments.insert(arguments.begin(),
                         {"transmission-remote", fmt::format("{}:{}", ip(), rpc_)});
        return run(arguments).out.find("success") != std::string::npos;
    }

    std::uint16_t rpc_;
};

} // namespace

std::unique_ptr<Client> transmission(ClientOptions options) {
    return std::make_unique<Transmission>(std::move(options));
}

} // namespace shoal::test
