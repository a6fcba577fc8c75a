// What shoal may cost the machine.

#include "tests/e2e/pair.hpp"
#include "tests/support/await.hpp"
#include "tests/support/usage.hpp"

#include <algorithm>

using namespace shoal::test;
using namespace std::chrono_literals;

namespace {

constexpr std::int64_t gib = 1 << 30;

} // namespace

TEST_CASE("cost: 2 GiB pass through less than 200 MiB of memory, on both sides") {
    Pair pair{2 * gib};
    pair.seed();
    // uTP would take minutes: it moves about 10 MB/s here.
    auto leech = pair.leech.start(pair.get({"--no-utp", "--time-limit", "150s"}));
    std::int64_t leech_kib = 0;
    auto const ended = shoal::test::poll_until(170s, [&] {
        leech_kib = std::max(leech_kib, peak_rss_kib(leech.pid()));
        return leech.status().has_value();
    });
    auto const seed_kib = peak_rss_kib(pair.seeding->pid());
    INFO(last_part(leech.out()), leech.err(), pair.seed_said());
    REQUIRE(ended);
    CHECK(leech.status() == 0);
    CHECK(pair.difference() == "");
    MESSAGE("peak memory: leech ", leech_kib / 1024, " MiB, seed ", seed_kib / 1024, " MiB");
    CHECK(leech_kib < 200 * 1024);
    CHECK(leech_kib > 0);
    CHECK(seed_kib < 200 * 1024);
}

TEST_CASE("cost: an idle seed uses under 1 % of a core") {
    Pair pair{16 << 20};
    pair.seed();
    let_pass(3s); // until it has settled
    auto const before = cpu_seconds(pair.seeding->pid());
    let_pass(12s);
    auto const used = cpu_seconds(pair.seeding->pid()) - before;
    MESSAGE("an idle seed used ", used / 12 * 100, " % of a core");
    INFO(pair.seed_said());
    CHECK(!pair.seeding->status());
    CHECK(used < 0.12);
}
