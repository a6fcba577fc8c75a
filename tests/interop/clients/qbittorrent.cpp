#include "core/base/check.hpp"
#include "tests/interop/clients/client.hpp"
#include "tests/support/ports.hpp"

#include <fmt/format.h>

namespace shoal::test {
namespace {

constexpr char const* ini = R"([LegalNotice]
Accepted=true

[BitTorrent]
Session\Port={port}
Session\InterfaceAddress={ip}
Session\DHTEnabled=false
Session\PeXEnabled=true
Session\LSDEnabled=false
Session\BTProtocol=TCP
Session\Encryption={encryption}
Session\GlobalUPSpeedLimit={upload_kib}
Session\IgnoreLimitsOnLAN=false
Session\QueueingSystemEnabled=false
Session\AddTorrentPaused=false
Session\DisableAutoTMMByDefault=true

[Network]
PortForwardingEnabled=false

[Preferences]
General\UseRandomPort=false
WebUI\Address=127.0.0.1
WebUI\Port={web}
WebUI\UseUPnP=false
)";

class Qbittorrent final : public Client {
public:
    explicit Qbittorrent(ClientOptions options) : Client("qbittorrent", 5, std::move(options)) {}

    void add(std::string const& source, fs::path const& dir) override {
        SHOAL_CHECK(!options().dht_node, "qbittorrent 4.5 cannot be kept to a private DHT");
        write_config("qBittorrent/config/qBittorrent.conf",
                     fmt::format(ini, fmt::arg("port", port()), fmt::arg("ip", ip()),
                                 fmt::arg("encryption", encryption()),
                                 fmt::arg("upload_kib", options().upload_kib),
                                 fmt::arg("web", free_port())));
        start({"qbittorrent-nox", "--profile=" + home().string(), "--save-path=" + dir.string(),
               "--add-paused=false", "--skip-dialog=true", source});
    }

    [[nodiscard]] bool is_complete() const override {
        auto const log = read_file(home() / "qBittorrent/data/logs/qbittorrent.log", 16 << 20);
        return log.value_or("").find("Torrent download finished") != std::string::npos;
    }

private:
    [[nodiscard]] int encryption() const {
        return options().require_encryption ? 1 : options().forbid_encryption ? 2 : 0;
    }
};

} // namespace

std::unique_ptr<Client> qbittorrent(ClientOptions options) {
    return std::make_unique<Qbittorrent>(std::move(options));
}

} // namespace shoal::test
