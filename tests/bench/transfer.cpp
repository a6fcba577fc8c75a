#include "tests/bench/transfer.hpp"

#include "core/base/units.hpp"
#include "tests/bench/machine.hpp"
#include "tests/interop/opentracker.hpp"
#include "tests/support/content.hpp"
#include "tests/support/poll.hpp"
#include "tests/support/shoal.hpp"
#include "tests/support/usage.hpp"

#include <fmt/format.h>

// The clock starts with the leech's process (transmission: just before its daemon starts, which
// then gets the torrent) and ends when the leech says that it is complete: shoal's `get` has ended,
// aria2 runs its hook, the others write so to their logs. All meet through a tracker. What is not
// counted: the seed's own check, and the quiet seconds after it. Clients dawdle before the first
// byte (aria2 2.6 s, qbittorrent 0.5 s, shoal 0.04 s), so the time from there on is told too; the
// loopback device's own counter says when, alike for all. Once a run of 1.8 s took 3.9 s and 2 more
// CPU-seconds, because the host had taken free memory back: see HeldMemory.

namespace shoal::bench {
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

constexpr auto look_every = 10ms;

/// Starts the leech and watches until it is complete.
Transfer watch(test::Client const& seed, test::Client& leech, std::function<void()> const& start,
               std::int64_t size, std::chrono::seconds limit) {
    Transfer result;
    std::optional<HeldMemory> memory{std::in_place, size + (256 << 20)};
    Watch seeding{seed.pid(), test::cpu_seconds(seed.pid())};
    OthersMeter const others;
    auto const wire = loopback_bytes();
    auto const began = Clock::now();
    start();
    Watch leeching{leech.pid(), 0};
    bool is_complete = false;
    std::int64_t moved = 0;
    while (!is_complete && Clock::now() < began + limit) {
        test::let_pass(look_every);
        is_complete = leech.is_complete();
        result.seconds = std::chrono::duration<double>(Clock::now() - began).count();
        seeding.look();
        leeching.look();
        moved = loopback_bytes() - wire;
        if (moved >= piece_size / 4)
            memory.reset();
        if (result.first_s == 0 && moved >= piece_size)
            result.first_s = result.seconds;
        if (result.last_s == 0 && moved >= size)
            result.last_s = result.seconds;
    }
    if (!is_complete)
        result.failure = fmt::format("did not finish in {} s: {} of {} had crossed", limit.count(),
                                     format_size(moved), format_size(size));
    result.seed = seeding.side();
    result.leech = leeching.side();
    result.others_cores = others.cores(result.seed.cpu_seconds + result.leech.cpu_seconds);
    return result;
}

} // namespace

Transfer run_transfer(Cargo const& cargo, Pair const& pair, Bounds const& bounds) {
    // A new one for each: it would send the leech to the seeds of before.
    test::Opentracker const tracker{{cargo.info_hash}};
    auto const torrent = announced_at(cargo, tracker.http());
    auto const out = cargo.dir / "leech";
    fs::remove_all(out);
    fs::create_directories(out);
    auto const seed = pair.seed({.forbid_encryption = true, .address = 10});
    auto const leech = pair.leech({.forbid_encryption = true, .address = 11});

    seed->add(torrent.string(), cargo.dir / "seed");
    if (!test::poll_until(bounds.limit, [&] { return tracker.seeds(cargo.info_hash) == 1; }))
        return {.failure = fmt::format("its seed was not ready in {} s", bounds.limit.count())};
    await_quiet(bounds);
    read_through(cargo.original());
    auto result = watch(
        *seed, *leech, [&] { leech->add(torrent.string(), out); }, cargo.size, bounds.limit);
    if (result.failure.empty())
        result.failure = test::difference(cargo.original(), out / "file");
    if (!result.failure.empty())
        result.logs = test::last_part(seed->log()) + test::last_part(leech->log());
    fs::remove_all(out);
    return result;
}

} // namespace shoal::bench
