// `get` and `seed` as their users meet them: every way to a peer, and back from interruption.

#include "tests/e2e/pair.hpp"
#include "tests/support/await.hpp"
#include "tests/support/socks5.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <csignal>

using namespace shoal::test;
using namespace std::chrono_literals;

namespace {

constexpr std::int64_t mib = 1 << 20;

void check_complete(Pair const& pair, Outcome const& got) {
    INFO(last_part(got.out), got.err, pair.seed_said());
    CHECK(got.status == 0);
    CHECK(pair.difference() == "");
}

} // namespace

TEST_CASE("get: a file over IPv6") {
    Pair pair{16 * mib, "::1", "::1"};
    pair.seed();
    check_complete(pair, pair.leech.run(pair.get()));
}

TEST_CASE("get: both sides require encryption") {
    Pair pair{16 * mib};
    pair.seed({"--encryption", "require"});
    check_complete(pair, pair.leech.run(pair.get({"--encryption", "require"})));
}

TEST_CASE("get: through a SOCKS5 proxy goes every byte") {
    Pair pair{16 * mib};
    Socks5 const proxy{address(7)};
    pair.seed();
    check_complete(pair, pair.leech.run(pair.get({"--proxy", proxy.url(), "--time-limit", "45"})));
    CHECK(proxy.connections() >= 1);
    CHECK(proxy.bytes() >= 16 * mib);
}

TEST_CASE("get: with a proxy that is gone, nothing goes around it") {
    Pair pair{4 * mib};
    pair.seed();
    auto const nobody = "socks5://" + address(7) + ":1";
    auto const got = pair.leech.run(pair.get({"--proxy", nobody, "--time-limit", "5s"}));
    INFO(last_part(got.out), got.err);
    CHECK(got.status == 6);
    CHECK(allocated_bytes(pair.out()) == 0);
}

TEST_CASE("get: events tell the story in order, and the report ends it") {
    Pair pair{16 * mib};
    pair.seed();
    auto const got = pair.leech.run(pair.get());
    check_complete(pair, got);
    std::vector<std::string> kinds;
    for (auto const& line : json_lines(got.out))
        if (auto const kind = line.value("event", "report");
            kind != "progress" && kind != "listening" && kind != "seeding")
            kinds.push_back(kind);
    CHECK(kinds == std::vector<std::string>{"added", "complete", "report"});
    auto const report = last_json(got.out);
    CHECK(report.at("name") == "file.bin");
    CHECK(report.at("size") == 16 * mib);
    CHECK(report.at("complete") == true);
    CHECK(report.at("pieces_failed") == 0);
}

TEST_CASE("get: killed in the middle, it fetches again no more than what was not there") {
    constexpr std::int64_t size = 48 * mib;
    Pair pair{size};
    pair.seed();
    auto first = pair.leech.start(pair.get({"--down", "8MiB"}));
    await(
        "a good part is there", 30s, [&] { return allocated_bytes(pair.out()) > size / 3; },
        [&] { return last_part(first.out()) + first.err() + pair.seed_said(); });
    first.kill(SIGKILL);
    REQUIRE(first.wait(5s) == 137);

    auto const good = pair.good_bytes();
    REQUIRE(good > size / 4);
    REQUIRE(good < size);

    auto const second = pair.leech.run(pair.get());
    check_complete(pair, second);
    auto const slack = 1 * mib; // blocks asked for twice at the end
    CHECK(last_json(second.out).value("downloaded", size) <= size - good + slack);
}

TEST_CASE("get: what is complete is not fetched again") {
    Pair pair{16 * mib};
    pair.seed();
    check_complete(pair, pair.leech.run(pair.get()));
    auto const again = pair.leech.run(pair.get());
    check_complete(pair, again);
    CHECK(last_json(again.out).value("downloaded", 16 * mib) == 0);
}

TEST_CASE("get: a damaged piece is found by --check and fetched again") {
    Pair pair{16 * mib};
    pair.seed();
    check_complete(pair, pair.leech.run(pair.get()));
    write_random_file(pair.out() / "file.bin", 16 * mib, 2); // same size, other bytes
    auto const again = pair.leech.run(pair.get({"--check"}));
    check_complete(pair, again);
    CHECK(last_json(again.out).value("downloaded", 0) >= 16 * mib);
}

TEST_CASE("get: a magnet under another name leaves nothing under its own") {
    Pair pair{16 * mib};
    pair.seed();
    auto const magnet = pair.leech.run({"magnet", pair.torrent.string()}).out;
    auto arguments = pair.get({"-o", "other"});
    std::ranges::replace(arguments, pair.torrent.string(), magnet.substr(0, magnet.find('\n')));
    auto const got = pair.leech.run(arguments);
    INFO(last_part(got.out), got.err);
    CHECK(got.status == 0);
    CHECK(shoal::fs::exists(pair.out() / "other"));
    CHECK(!shoal::fs::exists(pair.out() / "file.bin"));
}
