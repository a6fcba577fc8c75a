#include "core/base/file.hpp"
#include "core/metainfo/bencode.hpp"
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

/// Of a torrent of one piece that is complete.
std::string fastresume(fs::path const& content) {
    return bencode::encode_dict({{"file-format", bencode::encode("libtorrent resume file")},
                                 {"file-version", bencode::encode(1)},
                                 {"pieces", bencode::encode("\x01")},
                                 {"qBt-contentLayout", bencode::encode("Original")},
                                 {"qBt-savePath", bencode::encode(content.string())},
                                 {"qBt-seedStatus", bencode::encode(1)},
                                 {"save_path", bencode::encode(content.string())}});
}

class QbittorrentHost final : public Host {
public:
    QbittorrentHost() : Host("qbittorrent") {
        put("qBittorrent/config/qBittorrent.conf",
            fmt::format(settings, fmt::arg("port", test::free_port()), fmt::arg("web", web_)));
    }

    void plant(std::vector<Item> const& items, fs::path const& content) override {
        fs::path const backup = "qBittorrent/data/BT_backup";
        for (auto const& item : items) {
            put(backup / (item.info_hash + ".torrent"),
                read_file(item.torrent, largest_torrent).value());
            put(backup / (item.info_hash + ".fastresume"), fastresume(content));
        }
    }

    void start(fs::path const& /*content*/) override {
        run({"qbittorrent-nox", "--profile=" + home().string()});
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
