#include "tests/interop/clients/client.hpp"

#include <fmt/format.h>

namespace shoal::test {
namespace {

constexpr char const* rc = R"(
system.daemon.set = true
network.bind_address.set = {ip}
network.local_address.set = {ip}
network.port_range.set = {port}-{port}
network.port_random.set = no
session.path.set = {home}/session
directory.default.set = {dir}
dht.mode.set = {dht}
dht.port.set = {port}
protocol.pex.set = yes
trackers.use_udp.set = yes
protocol.encryption.set = {encryption}
throttle.global_up.max_rate.set_kb = {upload_kib}
log.open_file = "file", "{home}/log"
log.add_output = "info", "file"
log.add_output = "torrent_info", "file"
log.add_output = "tracker_info", "file"
log.add_output = "connection_info", "file"
pieces.hash.on_completion.set = {recheck}
{more}
)";

class Rtorrent final : public Client {
public:
    explicit Rtorrent(ClientOptions options) : Client("rtorrent", 4, std::move(options)) {}

    void add(std::string const& source, fs::path const& dir) override {
        fs::create_directories(home() / "session");
        auto const encryption =
            options().require_encryption  ? "allow_incoming,try_outgoing,require,require_RC4"
            : options().forbid_encryption ? "none"
                                          : "allow_incoming,try_outgoing,enable_retry";
        auto const node =
            options().dht_node
                ? "schedule2 = dht_node, 1, 0, \"dht.add_node=" + *options().dht_node + "\""
                : std::string{};
        write_config("rc",
                     fmt::format(rc, fmt::arg("ip", ip()), fmt::arg("port", port()),
                                 fmt::arg("home", home().string()), fmt::arg("dir", dir.string()),
                                 fmt::arg("dht", options().dht_node ? "on" : "disable"),
                                 fmt::arg("encryption", encryption),
                                 fmt::arg("upload_kib", options().upload_kib),
                                 fmt::arg("recheck", options().no_recheck ? "no" : "yes"),
                                 fmt::arg("more", node)));
        start({"rtorrent", "-n", "-o", "import=" + (home() / "rc").string(), source});
    }

    [[nodiscard]] bool is_complete() const override { return has_said("Confirming finished"); }
};

} // namespace

std::unique_ptr<Client> rtorrent(ClientOptions options) {
    return std::make_unique<Rtorrent>(std::move(options));
}

} // namespace shoal::test
