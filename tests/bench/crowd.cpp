#include "tests/bench/crowd.hpp"

#include "core/base/units.hpp"
#include "tests/bench/crowd_watch.hpp"
#include "tests/bench/machine.hpp"
#include "tests/interop/opentracker.hpp"
#include "tests/support/content.hpp"
#include "tests/support/poll.hpp"
#include "tests/support/shoal.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <csignal>
#include <optional>

// The clock starts before the first leech's process does; the last one's follows within 50 ms. What
// the peers sent is read off the wire, so that it is told alike for all, and so that a limiter
// which lets local peers through does not go unnoticed.

namespace shoal::bench {
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

constexpr auto look_every = 50ms;

Crowd gather(Pair const& pair, CrowdScene const& scene) {
    test::ClientOptions options{.forbid_encryption = true,
                                .stay = true,
                                .upload_kib = static_cast<int>(scene.up / 1024),
                                .address = first_address};
    Crowd crowd{.seed = pair.seed(options)};
    for (int i = 0; i < scene.leeches; ++i) {
        ++options.address;
        crowd.leeches.push_back(pair.leech(options));
    }
    return crowd;
}

/// All at once; one after the other, some take 3 s each.
void end(Crowd const& crowd) {
    ::kill(crowd.seed->pid(), SIGTERM);
    for (auto const& leech : crowd.leeches)
        ::kill(leech->pid(), SIGTERM);
}

fs::path copy_dir(Cargo const& cargo, std::size_t leech) {
    return cargo.dir / "leeches" / std::to_string(leech);
}

/// Starts the leeches and watches until all are complete.
CrowdRun watch(Crowd const& crowd, CrowdScene const& scene, std::string const& torrent,
               Cargo const& cargo, std::chrono::seconds limit) {
    std::optional<HeldMemory> memory{std::in_place, cargo.size * scene.leeches + (256 << 20)};
    CrowdWatch seen{crowd};
    auto const deadline = Clock::now() + limit;
    for (std::size_t leech = 0; leech < crowd.leeches.size(); ++leech)
        crowd.leeches[leech]->add(torrent, copy_dir(cargo, leech));
    seen.leeches_have_started();
    while (!seen.is_over() && Clock::now() < deadline) {
        test::let_pass(look_every);
        seen.look();
        if (seen.has_begun())
            memory.reset();
    }
    auto run = seen.result(scene);
    if (!seen.is_over())
        run.failure = fmt::format(
            "did not finish in {} s: {} of {} leeches did, and the slowest had {} of {}",
            limit.count(), run.complete_s.size(), scene.leeches, format_size(run.least),
            format_size(cargo.size));
    return run;
}

/// The first difference between a copy and the original.
std::string difference(Cargo const& cargo, std::size_t leeches) {
    std::string found;
    for (std::size_t leech = 0; leech < leeches && found.empty(); ++leech)
        found = test::difference(cargo.original(), copy_dir(cargo, leech) / "file");
    return found;
}

} // namespace

double lower_bound_s(std::int64_t size, CrowdScene const& scene) {
    auto const once = static_cast<double>(size) / static_cast<double>(scene.up);
    return std::max(once, once * scene.leeches / (scene.leeches + 1));
}

CrowdRun run_crowd(Cargo const& cargo, Pair const& pair, CrowdScene const& scene,
                   Bounds const& bounds) {
    // A new one for each: it would send the leeches to the peers of before.
    test::Opentracker const tracker{{cargo.info_hash}};
    auto const torrent = announced_at(cargo, tracker.http()).string();
    fs::remove_all(cargo.dir / "leeches");
    for (int leech = 0; leech < scene.leeches; ++leech)
        fs::create_directories(copy_dir(cargo, static_cast<std::size_t>(leech)));
    auto const crowd = gather(pair, scene);

    crowd.seed->add(torrent, cargo.dir / "seed");
    if (!test::poll_until(bounds.limit, [&] { return tracker.seeds(cargo.info_hash) == 1; }))
        return {.failure = fmt::format("its seed was not ready in {} s", bounds.limit.count())};
    await_quiet(bounds);
    read_through(cargo.original());
    auto run = watch(crowd, scene, torrent, cargo, bounds.limit);
    end(crowd);
    if (run.failure.empty())
        run.failure = difference(cargo, crowd.leeches.size());
    if (!run.failure.empty())
        run.logs =
            test::last_part(crowd.seed->log()) + test::last_part(crowd.leeches.back()->log());
    fs::remove_all(cargo.dir / "leeches");
    return run;
}

} // namespace shoal::bench
