#include "tests/support/cli_run.hpp"
#include "tests/unit/tui/demo_swarm.hpp"
#include "ui-cli/tui/dialogs/probe.hpp"
#include "ui-cli/tui/reduce.hpp"
#include "ui-cli/tui/view.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace shoal;
using namespace shoal::tui;

namespace {

api::TorrentView tapes() {
    api::TorrentView view;
    view.id = 1;
    view.name = "tapes";
    view.size = 42;
    view.peers = 9;
    return view;
}

/// What a probe saw, in order; waited for.
class Sightings {
public:
    void add(ProbeView view) { (void)mailbox_.post(std::move(view)); }

    ProbeView await(std::function<bool(ProbeView const&)> const& is_it) {
        auto const deadline = std::chrono::steady_clock::now() + 10s;
        while (std::chrono::steady_clock::now() < deadline)
            for (auto& view : mailbox_.drain(deadline))
                if (is_it(view))
                    return view;
        FAIL("it was not seen");
        return {};
    }

private:
    Mailbox<ProbeView> mailbox_{1000};
};

struct Swarm {
    test::FakeScript script;
    Sightings seen;

    Probe probe() {
        return Probe{[this](api::OnEvent const& on_event) -> Result<std::unique_ptr<api::Engine>> {
                         return std::make_unique<test::FakeEngine>(script, on_event);
                     },
                     "magnet:?dn=tapes",
                     [this](ProbeView view) {
                         seen.add(std::move(view));
                     }};
    }
};

ViewState dialog_with(Model const& model, std::optional<ProbeView> probe) {
    ViewState state;
    for (auto const* const key : {"a", "x", "F5"})
        state = reduce(std::move(state), {key}, model).state;
    std::get<AddDialog>(state.dialog).probe = std::move(probe);
    return state;
}

} // namespace

TEST_CASE("probe: meets the swarm as an observer, and tells how it is") {
    Swarm swarm;
    swarm.script.react = [](test::FakeEngine& engine, api::Command const&) {
        engine.publish({tapes()});
    };
    swarm.script.inform = [](api::Question const&) -> Result<api::Answer> {
        return api::Answer{test::demo_health()};
    };
    {
        auto const probe = swarm.probe();
        auto const view =
            swarm.seen.await([](ProbeView const& seen) { return seen.health.has_value(); });
        CHECK(view.name == "tapes");
        CHECK(view.peers == 9);
        CHECK(view.health->grade == 38);
    }
    REQUIRE(swarm.script.commands.size() == 1);
    CHECK(std::get<api::Add>(swarm.script.commands[0]).observe);
    CHECK(swarm.script.is_ended);
}

TEST_CASE("probe: a source that is refused ends it with the reason") {
    Swarm swarm;
    swarm.script.answer = [](api::Command const&) -> Result<api::Reply> {
        return fail(Errc::invalid_input, "this is no magnet");
    };
    auto const probe = swarm.probe();
    auto const view = swarm.seen.await([](ProbeView const& seen) { return !seen.failure.empty(); });
    CHECK(view.failure == "this is no magnet");
}

TEST_CASE("probe: F5 asks for it, and what is typed then is another source") {
    auto const model = test::demo_model();
    ViewState state;
    state = reduce(std::move(state), {"a"}, model).state;
    auto step = reduce(state, {"F5"}, model); // of nothing
    CHECK(step.effects.probe.empty());
    CHECK_FALSE(std::get<AddDialog>(step.state.dialog).probe);
    state = reduce(std::move(state), {"x"}, model).state;
    step = reduce(std::move(state), {"F5"}, model);
    CHECK(step.effects.probe == "/home/me/x");
    CHECK(std::get<AddDialog>(step.state.dialog).probe);
    CHECK(reduce(step.state, {"F5"}, model).effects.probe.empty()); // it is being looked at
    auto failed = step.state;
    std::get<AddDialog>(failed.dialog).probe->failure = "no such host";
    CHECK(reduce(std::move(failed), {"F5"}, model).effects.probe == "/home/me/x");
    auto const moved = reduce(step.state, {"Left"}, model).state;
    CHECK(std::get<AddDialog>(moved.dialog).probe);
    auto const typed = reduce(step.state, {"y"}, model).state;
    CHECK_FALSE(std::get<AddDialog>(typed.dialog).probe);
}

TEST_CASE("probe: the dialog says what is missing, and warns of a disk that is too small") {
    auto const model = test::demo_model();
    auto const screen = [&](ProbeView const& view) {
        auto state = dialog_with(model, view);
        std::get<AddDialog>(state.dialog).free = 1 << 20;
        return render(model, state, {}).glyphs();
    };
    CHECK(screen({.seconds = 4}).find("looking for peers, 4 s") != std::string::npos);
    CHECK(screen({.seconds = 4, .peers = 3}).find("asking 3 peers, 4 s") != std::string::npos);
    CHECK(screen({.failure = "no \x1b[31mway"}).find("no \uFFFD[31mway") != std::string::npos);
    CHECK(screen({.size = 2 << 20}).find("free 1.0M, needs 2.0M") != std::string::npos);
}
