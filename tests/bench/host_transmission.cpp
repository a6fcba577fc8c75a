#include "core/base/text.hpp"
#include "tests/bench/host.hpp"
#include "tests/support/ports.hpp"

#include <fmt/format.h>

namespace shoal::bench {
namespace {

constexpr char const* settings = R"({{
"bind-address-ipv4": "127.0.0.1", "bind-address-ipv6": "::1", "peer-port": {port},
"port-forwarding-enabled": false, "dht-enabled": false, "lpd-enabled": false,
"rpc-bind-address": "127.0.0.1", "rpc-port": {rpc}, "rpc-whitelist-enabled": false,
"rpc-host-whitelist-enabled": false, "download-dir": "{content}",
"download-queue-enabled": false, "seed-queue-enabled": false,
"watch-dir-enabled": true, "watch-dir": "{watch}"
}}
)";

class TransmissionHost final : public Host {
public:
    TransmissionHost() : Host("transmission") { fs::create_directories(home() / "watch"); }

    void start(std::vector<fs::path> const& torrents, fs::path const& content) override {
        configure("settings.json",
                  fmt::format(settings, fmt::arg("port", test::free_port()), fmt::arg("rpc", rpc_),
                              fmt::arg("content", content.string()),
                              fmt::arg("watch", (home() / "watch").string())));
        for (auto const& torrent : torrents)
            fs::copy_file(torrent, home() / "watch" / torrent.filename());
        run({"transmission-daemon", "-f", "-g", home().string()});
    }

    /// Lines of `-l`: a heading, a line each, a sum.
    Count count() override {
        auto const list =
            test::run({"transmission-remote", fmt::format("127.0.0.1:{}", rpc_), "-l"}, {},
                      std::chrono::seconds{60});
        Count count;
        if (list.status != 0)
            return count;
        for (auto const& line : split(list.out, '\n')) {
            bool const is_torrent = line.find('%') != std::string::npos;
            bool const is_ready = line.find("100%") != std::string::npos &&
                                  (line.find("  Idle  ") != std::string::npos ||
                                   line.find("  Seeding  ") != std::string::npos);
            count.listed += is_torrent ? 1 : 0;
            count.seeding += is_ready ? 1 : 0;
        }
        return count;
    }

private:
    std::uint16_t rpc_ = test::free_port();
};

} // namespace

std::unique_ptr<Host> transmission_host() {
    return std::make_unique<TransmissionHost>();
}

} // namespace shoal::bench
