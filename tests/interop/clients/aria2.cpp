#include "tests/interop/clients/client.hpp"

namespace shoal::test {
namespace {

class Aria2 final : public Client {
public:
    explicit Aria2(ClientOptions options) : Client("aria2", 3, std::move(options)) {}

    void add(std::string const& source, fs::path const& dir) override {
        Argv argv{"aria2c", "--no-conf=true", "--dir=" + dir.string(), "--interface=" + ip(),
                  "--disable-ipv6=true", "--listen-port=" + port(), "--check-integrity=true",
                  "--file-allocation=none", "--seed-ratio=0.0", "--bt-enable-lpd=false",
                  "--enable-peer-exchange=true", "--enable-dht6=false",
                  "--dht-file-path=" + (home() / "dht.dat").string(), "--enable-color=false",
                  "--show-console-readout=false", "--summary-interval=0",
                  // Its UDP trackers need this too; without an entry point it knows no node.
                  "--enable-dht=true", "--dht-listen-port=" + port(),
                  // Gets an id, the number of files, the first one's path: makes a file "1".
                  "--on-bt-download-complete=touch"};
        if (options().dht_node)
            argv.push_back("--dht-entry-point=" + *options().dht_node);
        if (options().upload_kib > 0)
            argv.push_back("--max-upload-limit=" + std::to_string(options().upload_kib) + "K");
        if (options().require_encryption)
            argv.insert(argv.end(), {"--bt-require-crypto=true", "--bt-min-crypto-level=arc4"});
        argv.push_back(source);
        start(argv, {.dir = home()});
    }

    [[nodiscard]] bool is_complete() const override { return fs::exists(home() / "1"); }
};

} // namespace

std::unique_ptr<Client> aria2(ClientOptions options) {
    return std::make_unique<Aria2>(std::move(options));
}

} // namespace shoal::test
