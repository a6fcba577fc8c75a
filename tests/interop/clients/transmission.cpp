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
"rpc-host-whitelist-enabled": false, "download-dir": "{home}", "message-level": 3
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
                                 fmt::arg("home", home().string()),
                                 fmt::arg("encryption", encryption())));
        if (dht) { // "host port" lines
            auto node = *options().dht_node;
            node[node.rfind(':')] = ' ';
            write_config("dht.bootstrap", node + "\n");
        }
        start({"transmission-daemon", "-f", "-g", home().string()});
        await(
            "transmission takes the torrent", std::chrono::seconds{15},
            [&] {
                return remote({"-a", source, "-w", dir.string()});
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
