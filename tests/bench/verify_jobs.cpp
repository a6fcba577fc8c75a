#include "core/base/check.hpp"
#include "core/net/http_client.hpp"
#include "tests/bench/jobs.hpp"
#include "tests/support/poll.hpp"
#include "tests/support/ports.hpp"
#include "tests/support/tcp.hpp"
#include "tests/support/temp_dir.hpp"

#include <fmt/format.h>

#include <memory>

// shoal and aria2 end when all is checked. The others are daemons: their clock runs from when they
// get the torrent (rtorrent: from its start, some 30 ms earlier) until they say that all is there.

namespace shoal::bench {
namespace {

using namespace std::chrono_literals;
using test::Argv;

void write(fs::path const& path, std::string const& text) {
    fs::create_directories(path.parent_path());
    auto const written = write_file(path, text, Overwrite::yes);
    SHOAL_CHECK(written.has_value(), "{}: {}", path.string(), written.error().what);
}

/// Measures until `holds`; status 1 when it does not come true.
Measured measure_until(test::Process& process, std::function<void()> const& begin,
                       std::function<bool()> const& holds) {
    Meter const meter{{process.pid()}};
    begin();
    auto const deadline = std::chrono::steady_clock::now() + 1min;
    while (!holds()) {
        if (process.status() || std::chrono::steady_clock::now() > deadline)
            return {.status = 1};
        test::let_pass(10ms);
    }
    return meter.read();
}

constexpr char const* rtorrent_rc = R"(
system.daemon.set = true
network.bind_address.set = 127.0.0.1
network.port_range.set = {port}-{port}
session.path.set = {home}
directory.default.set = {data}
dht.mode.set = disable
method.set_key = event.download.hash_done, bench, "branch=d.complete=,\"execute.nothrow=touch,{home}/done\""
)";

Measured rtorrent(Scene const& scene) {
    test::TempDir const home;
    auto const port = test::free_port();
    write(home / "rc",
          fmt::format(rtorrent_rc, fmt::arg("port", port), fmt::arg("home", home.path().string()),
                      fmt::arg("data", scene.dir.string())));
    test::Process process{{"rtorrent", "-n", "-o", "import=" + (home / "rc").string(),
                           (scene.dir / "big.torrent").string()}};
    // It hands 128 MiB to its hashing thread and then sleeps up to a second, however soon those are
    // done. A connection wakes it: ten times the speed.
    return measure_until(
        process, [] {},
        [&] {
            [[maybe_unused]] auto const woken = test::connect_to("127.0.0.1", port);
            return fs::exists(home / "done");
        });
}

constexpr char const* transmission_settings = R"({{
"bind-address-ipv4": "127.0.0.1", "bind-address-ipv6": "::1", "peer-port": {port},
"port-forwarding-enabled": false, "dht-enabled": false, "lpd-enabled": false, "utp-enabled": false,
"rpc-bind-address": "127.0.0.1", "rpc-port": {rpc}, "download-dir": "{home}"
}}
)";

Measured transmission(Scene const& scene) {
    test::TempDir const home;
    auto const rpc = test::free_port();
    write(home / "settings.json",
          fmt::format(transmission_settings, fmt::arg("port", test::free_port()),
                      fmt::arg("rpc", rpc), fmt::arg("home", home.path().string())));
    test::Process process{{"transmission-daemon", "-f", "-g", home.path().string()}};
    auto const answers = [&](Argv const& arguments, std::string const& text) {
        Argv argv{"transmission-remote", fmt::format("127.0.0.1:{}", rpc)};
        argv.insert(argv.end(), arguments.begin(), arguments.end());
        return test::run(argv).out.find(text) != std::string::npos;
    };
    SHOAL_CHECK(test::poll_until(15s, [&] { return answers({"-l"}, "Sum"); }));
    auto const add = [&] {
        SHOAL_CHECK(answers({"-a", (scene.dir / "big.torrent").string(), "-w", scene.dir.string()},
                            "success"));
    };
    return measure_until(process, add, [&] { return answers({"-t1", "-i"}, "Done: 100%"); });
}

constexpr char const* qbittorrent_ini = R"([LegalNotice]
Accepted=true

[BitTorrent]
Session\Port={port}
Session\InterfaceAddress=127.0.0.1
Session\DHTEnabled=false
Session\LSDEnabled=false
Session\QueueingSystemEnabled=false
Session\RefreshInterval=100

[Network]
PortForwardingEnabled=false

[Preferences]
WebUI\Address=127.0.0.1
WebUI\Port={web}
WebUI\LocalHostAuth=false
WebUI\UseUPnP=false
)";

Measured qbittorrent(Scene const& scene) {
    test::TempDir const home;
    auto const web = test::free_port();
    write(home / "qBittorrent/config/qBittorrent.conf",
          fmt::format(qbittorrent_ini, fmt::arg("port", test::free_port()), fmt::arg("web", web)));
    Argv const argv{"qbittorrent-nox", "--profile=" + home.path().string(),
                    "--save-path=" + scene.dir.string(), "--add-paused=false",
                    "--skip-dialog=true"};
    test::Process process{argv};
    auto const answers = [&](std::string const& text) {
        auto const url = fmt::format("http://127.0.0.1:{}/api/v2/torrents/info", web);
        auto const got = net::http_get(url, {.timeout = 5s}, {});
        return got && got->find(text) != std::string::npos;
    };
    SHOAL_CHECK(test::poll_until(15s, [&] { return answers("["); }));
    auto const add = [&] { // handed to the one that runs
        auto second = argv;
        second.push_back((scene.dir / "big.torrent").string());
        SHOAL_CHECK(test::run(second).status == 0);
    };
    return measure_until(process, add, [&] { return answers("\"progress\":1,"); });
}

} // namespace

std::vector<Contestant> verify_jobs(Scene const& scene) {
    auto const torrent = (scene.dir / "big.torrent").string();
    auto const dir = scene.dir.string();
    Argv const aria2{"aria2c",
                     "--check-integrity=true",
                     "--hash-check-only=true",
                     "--enable-dht=false",
                     "--dir=" + dir,
                     torrent};
    std::vector<Contestant> all;
    auto const add = [&](std::string const& tool, std::string const& program,
                         std::function<Measured()> const& run) {
        if (is_installed(program))
            all.push_back({"verify v1, one file", tool, scene.big, run});
    };
    add("shoal", scene.shoal, [=] { return run_measured({scene.shoal, "verify", torrent, dir}); });
    add("rtorrent", "rtorrent", [=] { return rtorrent(scene); });
    add("transmission", "transmission-daemon", [=] { return transmission(scene); });
    add("aria2", "aria2c", [=] { return run_measured(aria2); });
    add("qbittorrent", "qbittorrent-nox", [=] { return qbittorrent(scene); });
    return all;
}

} // namespace shoal::bench
