#include "core/base/file.hpp"
#include "core/base/text.hpp"
#include "core/metainfo/bencode.hpp"
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
"download-queue-enabled": false, "seed-queue-enabled": false
}}
)";

/// Of a torrent of one file that is complete, and was found good by now.
std::string resume(fs::path const& content) {
    auto const now = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
    auto const progress = bencode::encode_dict(
        {{"blocks", bencode::encode("all")},
         {"have", bencode::encode("all")},
         {"time-checked", bencode::encode_list({bencode::encode(std::int64_t{now})})}});
    return bencode::encode_dict({{"destination", bencode::encode(content.string())},
                                 {"done-date", bencode::encode(std::int64_t{now})},
                                 {"paused", bencode::encode(0)},
                                 {"progress", progress}});
}

class TransmissionHost final : public Host {
public:
    TransmissionHost() : Host("transmission") {}

    void plant(std::vector<Item> const& items, fs::path const& content) override {
        auto const state = resume(content);
        for (auto const& item : items) {
            auto const name = fmt::format("{}.{}", item.name, item.info_hash.substr(0, 16));
            put(fs::path{"torrents"} / (name + ".torrent"),
                read_file(item.torrent, largest_torrent).value());
            put(fs::path{"resume"} / (name + ".resume"), state);
        }
    }

    void start(fs::path const& content) override {
        put("settings.json",
            fmt::format(settings, fmt::arg("port", test::free_port()), fmt::arg("rpc", rpc_),
                        fmt::arg("content", content.string())));
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
