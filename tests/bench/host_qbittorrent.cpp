#include "core/net/http_client.hpp"
#include "tests/bench/host.hpp"
#include "tests/support/ports.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace shoal::bench {
namespace {

constexpr char const* settings = R"([LegalNotice]
Accepted=true

[BitTorrent]
Session\Port={port}
Session\InterfaceAddress=127.0.0.1
Session\DHTEnabled=false
Session\PeXEnabled=true
Session\LSDEnabled=false
Session\QueueingSystemEnabled=false
Session\AddTorrentPaused=false
Session\DisableAutoTMMByDefault=true

[Network]
PortForwardingEnabled=false

[Preferences]
General\UseRandomPort=false
WebUI\Address=127.0.0.1
WebUI\Port={web}
WebUI\LocalHostAuth=false
WebUI\UseUPnP=false
)";

class QbittorrentHost final : public Host {
public:
    QbittorrentHost() : Host("qbittorrent") {
        configure(
            "qBittorrent/config/qBittorrent.conf",
            fmt::format(settings, fmt::arg("port", test::free_port()), fmt::arg("web", web_)));
    }

    void start(std::vector<fs::path> const& torrents, fs::path const& content) override {
        test::Argv words{"qbittorrent-nox", "--profile=" + home().string()};
        if (!torrents.empty())
            words.insert(words.end(), {"--save-path=" + content.string(), "--add-paused=false",
                                       "--skip-dialog=true", "--skip-hash-check"});
        for (auto const& torrent : torrents)
            words.push_back(torrent.string());
        run(words);
    }

    Count count() override {
        auto const url = fmt::format("http://127.0.0.1:{}/api/v2/torrents/info", web_);
        auto const answer = net::http_get(url, {.max_bytes = 256 << 20}, {});
        auto const list = nlohmann::json::parse(answer.value_or("{}"), nullptr, false);
        Count count;
        if (!list.is_array())
            return count;
        for (auto const& torrent : list) {
            auto const state = torrent["state"].get<std::string>();
            ++count.listed;
            count.seeding += state == "stalledUP" || state == "uploading" ? 1 : 0;
        }
        return count;
    }

private:
    std::uint16_t web_ = test::free_port();
};

} // namespace

std::unique_ptr<Host> qbittorrent_host() {
    return std::make_unique<QbittorrentHost>();
}

} // namespace shoal::bench
