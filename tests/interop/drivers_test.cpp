// Foreign clients among themselves: when one of these fails, the drivers are at fault, not shoal.

#include "tests/interop/clients/client.hpp"
#include "tests/interop/opentracker.hpp"
#include "tests/support/await.hpp"
#include "tests/support/content.hpp"

#include <doctest/doctest.h>

#include <sstream>

using namespace shoal::test;
using namespace std::chrono_literals;
namespace fs = shoal::fs;

namespace {

std::string info_hash_of(fs::path const& torrent) {
    std::istringstream shown{run({"transmission-show", torrent.string()}).out};
    std::string word;
    while (shown >> word && word != "Hash:")
        continue;
    shown >> word;
    return word;
}

fs::path make_torrent(TempDir const& dir, std::string const& name, std::string const& tracker) {
    auto const path = dir / (name + ".torrent");
    fs::remove(path);
    auto const made = run({"mktorrent", "-d", "-l", "18", "-a", tracker, "-o", path.string(),
                           (dir / ("seed/" + name)).string()});
    REQUIRE_MESSAGE(made.status == 0, made.out, made.err);
    return path;
}

void transfers(std::unique_ptr<Client> seed, std::unique_ptr<Client> leech, std::string name,
               bool over_udp) {
    TempDir const dir;
    if (name == "multi")
        write_random_tree(dir / "seed/multi", 8 << 20);
    else
        write_random_file(dir / "seed/single", 8 << 20);
    auto torrent = make_torrent(dir, name, "http://tracker.invalid/announce");
    auto const info_hash = info_hash_of(torrent);
    Opentracker const tracker{{info_hash}};
    torrent = make_torrent(dir, name, over_udp ? tracker.udp() : tracker.http());
    auto const logs = [&] {
        return seed->log() + leech->log() + tracker.log();
    };

    seed->add(torrent.string(), dir / "seed");
    await(
        seed->name() + " has announced itself as a seed", 30s,
        [&] { return tracker.seeds(info_hash) == 1; }, logs);
    fs::create_directories(dir / "leech");
    leech->add(torrent.string(), dir / "leech");
    await(
        leech->name() + " has all from " + seed->name(), 60s,
        [&] { return same_tree(dir / "seed" / name, dir / "leech" / name); }, logs);
}

} // namespace

TEST_CASE("drivers: aria2 seeds, transmission gets a single file (HTTP tracker)") {
    transfers(aria2(), transmission(), "single", false);
}

TEST_CASE("drivers: transmission seeds, rtorrent gets a tree (UDP tracker)") {
    transfers(transmission(), rtorrent(), "multi", true);
}

TEST_CASE("drivers: rtorrent seeds, qbittorrent gets a tree (HTTP tracker)") {
    transfers(rtorrent(), qbittorrent(), "multi", false);
}

TEST_CASE("drivers: qbittorrent seeds, aria2 gets a single file (UDP tracker)") {
    transfers(qbittorrent(), aria2(), "single", true);
}
