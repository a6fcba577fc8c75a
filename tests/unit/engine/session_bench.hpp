#pragma once

#include "core/engine/session/session.hpp"
#include "core/metainfo/workshop.hpp"
#include "tests/support/fake_wire.hpp"
#include "tests/support/temp_dir.hpp"

#include <doctest/doctest.h>

#include <algorithm>

namespace shoal::engine {

using api::EventKind;

/// A session whose swarm, clock and workers the test moves by hand.
struct Bench {
    test::TempDir dir;
    test::FakeWire wire;
    test::FakeJobs jobs;
    FakeClock clock;
    StateFiles files{dir / "state"};
    IntakeDesk desk{files, [](std::string const& url, std::stop_token) -> Result<std::string> {
                        return fail(Errc::not_found, "no such page", url);
                    }};
    ForgetfulKeeper keeper;
    std::vector<api::Event> events;
    std::function<void(api::Event const&)> on_event;
    std::shared_ptr<api::Snapshot const> snapshot;
    Session session{{wire, jobs, clock, files, desk, keeper},
                    true,
                    [this](api::Event const& event) {
                        events.push_back(event);
                        if (on_event)
                            on_event(event);
                    },
                    [this](auto next) {
                        snapshot = std::move(next);
                    }};

    Bench() {
        jobs.end_turn = [this] {
            session.end_turn();
        };
    }

    /// A torrent of four pieces and what it describes, in `dir/content`.
    fs::path torrent() {
        fs::create_directories(dir / "content");
        REQUIRE(
            write_file(dir / "content/data", std::string(4 * 16384, 'x') + "tail", Overwrite::no));
        metainfo::Workshop workshop;
        REQUIRE(workshop.create(
            {.paths = {dir / "content/data"}, .output = dir / "data.torrent", .piece_size = 16384},
            {}, {}));
        return dir / "data.torrent";
    }

    api::TorrentId add(api::Add add) {
        clock.advance(100ms); // the queue decides no more often
        session.end_turn();
        clock.advance(100ms);
        api::TorrentId id = 0;
        session.handle(api::Command{std::move(add)}, [&](Result<api::Reply> reply) {
            REQUIRE(reply);
            id = reply->id;
        });
        jobs.run();
        return id;
    }

    /// What the swarm would have written for `torrent` in `dir/out` by now.
    void arrive() { REQUIRE(write_file(dir / "out/data", "anything", Overwrite::yes)); }

    void say(WireEvent event) {
        session.apply(event);
        jobs.run();
    }

    void tick() {
        session.tick();
        session.end_turn();
    }

    int count(EventKind kind) const {
        return static_cast<int>(std::ranges::count(events, kind, &api::Event::kind));
    }
};

} // namespace shoal::engine
