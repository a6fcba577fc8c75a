#include "tests/support/fake_engine.hpp"
#include "ui-cli/tui/run.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace shoal;

namespace {

/// What the terminal does while the loop waits, step by step; then it hangs up.
struct Script {
    using Step = std::function<std::vector<term::Input>()>;

    FakeClock clock;
    std::vector<Step> steps;
    std::vector<std::string> drawn; ///< each frame, as text
    int suspensions = 0;
    std::string copied;

    void press(std::string const& key) {
        steps.emplace_back([key] { return std::vector<term::Input>{{key}}; });
    }

    void idle(int times) {
        for (int i = 0; i < times; ++i)
            steps.emplace_back([] { return std::vector<term::Input>{}; });
    }

    [[nodiscard]] bool ever_showed(std::string_view text) const {
        return std::ranges::any_of(
            drawn, [&](auto const& frame) { return frame.find(text) != std::string::npos; });
    }
};

class FakeScreen final : public term::Screen {
public:
    explicit FakeScreen(Script& script) : script_(script) {}

    [[nodiscard]] term::Size size() const override { return {80, 24}; }

    [[nodiscard]] term::Caps caps() const override { return {}; }

    void draw(term::Frame const& frame) override { script_.drawn.push_back(frame.glyphs()); }

    void wait(SteadyTime deadline) override {
        script_.clock.advance(deadline - script_.clock.now());
    }

    void wake() override {}

    [[nodiscard]] std::vector<term::Input> read() override {
        if (next_ == script_.steps.size())
            return {{"Hangup"}};
        return script_.steps[next_++]();
    }

    void forget() override {}

    void suspend() override { ++script_.suspensions; }

    void copy(std::string_view text) override { script_.copied = text; }

private:
    Script& script_;
    std::size_t next_ = 0;
};

struct Stage {
    Script script;
    test::FakeScript engine;
    test::FakeEngine* running = nullptr; ///< while the loop goes
    api::AttachEngine attach;
    std::stop_source interrupt;

    Result<void> run() {
        return tui::run({
            .attach = attach,
            .socket = "/run/shoal.sock",
            .start_engine = [this](api::SwarmOptions const&,
                                   api::OnEvent on_event) -> Result<std::unique_ptr<api::Engine>> {
                auto started = std::make_unique<test::FakeEngine>(engine, std::move(on_event));
                running = started.get();
                return started;
            },
            .swarm = {},
            .open_screen = [this]() -> Result<std::unique_ptr<term::Screen>> {
                return std::make_unique<FakeScreen>(script);
            },
            .clock = script.clock,
            .interrupted = interrupt.get_token(),
            .folder = "/here",
            .home = "/home/me",
        });
    }
};

api::TorrentView torrent(api::TorrentId id, std::string name) {
    api::TorrentView view;
    view.id = id;
    view.name = std::move(name);
    view.state = api::TorrentState::complete;
    view.size = view.wanted = view.done = 1 << 20;
    return view;
}

} // namespace

TEST_CASE("loop: nothing is drawn when nothing changes") {
    Stage stage;
    stage.script.idle(200); // 50 s, within the minute that the clock shows
    REQUIRE(stage.run());
    CHECK(stage.script.drawn.size() == 3); // while it starts, then, and the farewell
    CHECK(stage.engine.is_ended);
}

TEST_CASE("loop: a snapshot is shown within a second") {
    Stage stage;
    stage.script.steps.emplace_back([&] {
        stage.running->publish({torrent(1, "fresh")});
        return std::vector<term::Input>{};
    });
    stage.script.idle(4);
    REQUIRE(stage.run());
    CHECK(stage.script.ever_showed("fresh"));
}

TEST_CASE("loop: a key becomes a command, and its answer a word to the user") {
    Stage stage;
    stage.script.steps.emplace_back([&] {
        stage.running->publish({torrent(1, "one")});
        return std::vector<term::Input>{};
    });
    stage.script.idle(5);
    stage.script.press("p");
    stage.script.idle(1);
    REQUIRE(stage.run());
    REQUIRE(stage.engine.commands.size() == 1);
    CHECK(std::get<api::Pause>(stage.engine.commands[0]).ids == api::Ids{1});
    CHECK(stage.script.ever_showed("one: paused"));
}

TEST_CASE("loop: what a key says stays until the next key or for some seconds") {
    Stage stage;
    stage.script.steps.emplace_back([] {
        return std::vector<term::Input>{{"Paste", "no magnet"}};
    });
    stage.script.idle(2);
    REQUIRE(stage.run());
    CHECK(stage.script.ever_showed("what was pasted is no magnet link"));
}

TEST_CASE("loop: good news fades") {
    Stage stage;
    stage.script.press("t");
    stage.script.idle(30); // 7.5 s
    REQUIRE(stage.run());
    CHECK(stage.script.ever_showed("alternative limits on"));
    auto const& before_farewell = stage.script.drawn.at(stage.script.drawn.size() - 2);
    CHECK(before_farewell.find("alternative limits on") == std::string::npos);
}

TEST_CASE("loop: what the engine refuses is told") {
    Stage stage;
    stage.engine.answer = [](api::Command const&) -> Result<api::Reply> {
        return fail(Errc::busy, "the engine is \x1b[31mbusy");
    };
    stage.script.press("t");
    stage.script.idle(1);
    REQUIRE(stage.run());
    CHECK(stage.script.ever_showed("the engine is \uFFFD[31mbusy"));
}

TEST_CASE("loop: details are asked once a second while they are shown, not before or after") {
    Stage stage;
    int asked = 0;
    stage.engine.inform = [&](api::Question const&) -> Result<api::Answer> {
        ++asked;
        return api::Answer{std::vector<api::PeerView>{}};
    };
    stage.script.steps.emplace_back([&] {
        stage.running->publish({torrent(1, "one")});
        return std::vector<term::Input>{};
    });
    stage.script.idle(5);
    stage.script.press("Enter");
    stage.script.press("e");
    stage.script.idle(12); // 3 s
    stage.script.press("q");
    stage.script.idle(12);
    REQUIRE(stage.run());
    CHECK(asked >= 3);
    CHECK(asked <= 4);
    CHECK(stage.script.ever_showed("No peer is connected."));
}

TEST_CASE("loop: the cursor goes to the torrent that was just added") {
    Stage stage;
    stage.engine.answer = [](api::Command const&) {
        return api::Reply{.id = 2};
    };
    stage.engine.react = [](test::FakeEngine& engine, api::Command const&) {
        engine.publish({torrent(1, "old"), torrent(2, "new")});
    };
    stage.script.press("a");
    stage.script.press("x");
    stage.script.press("Enter");
    stage.script.idle(5);
    REQUIRE(stage.run());
    CHECK(std::get<api::Add>(stage.engine.commands.at(0)).source == "/here/x");
    CHECK(stage.script.ever_showed("> S new"));
}

TEST_CASE("loop: an event becomes a line of the log, a failure a word at once") {
    Stage stage;
    stage.script.steps.emplace_back([&] {
        api::Event event;
        event.kind = api::EventKind::error;
        event.id = 1;
        event.name = "one";
        event.text = "no space left";
        stage.running->emit(event);
        return std::vector<term::Input>{};
    });
    stage.script.idle(1);
    stage.script.press("3");
    stage.script.idle(1);
    REQUIRE(stage.run());
    CHECK(stage.script.ever_showed("one: no space left"));
    CHECK(stage.script.ever_showed("ERROR one"));
}

TEST_CASE("loop: a daemon that runs is attached to, and outlives the screen") {
    Stage stage;
    stage.attach = [&](fs::path const& socket,
                       api::OnEvent on_event) -> Result<std::unique_ptr<api::Engine>> {
        CHECK(socket == "/run/shoal.sock");
        return std::make_unique<test::FakeEngine>(stage.engine, std::move(on_event));
    };
    stage.script.idle(1);
    REQUIRE(stage.run());
    CHECK(stage.running == nullptr);
    CHECK(stage.script.ever_showed("daemon"));
}

TEST_CASE("loop: without a daemon an engine of our own is started; a broken daemon is an error") {
    Stage stage;
    auto code = Errc::unavailable;
    stage.attach = [&](fs::path const&,
                       api::OnEvent const&) -> Result<std::unique_ptr<api::Engine>> {
        return fail(code, "no");
    };
    REQUIRE(stage.run());
    CHECK(stage.running != nullptr);
    code = Errc::denied;
    CHECK_FALSE(stage.run());
}

TEST_CASE("loop: suspending, and coming back, draws all anew") {
    Stage stage;
    stage.script.press("^Z");
    stage.script.idle(1);
    stage.script.press("Stop");
    stage.script.idle(1);
    REQUIRE(stage.run());
    CHECK(stage.script.suspensions == 2);
    CHECK(stage.script.drawn.size() == 5);
}

TEST_CASE("loop: a request to end, from outside, ends it") {
    Stage stage;
    stage.script.steps.emplace_back([&] {
        stage.interrupt.request_stop();
        return std::vector<term::Input>{};
    });
    stage.script.idle(1000);
    REQUIRE(stage.run());
    CHECK(stage.engine.is_ended);
    CHECK(stage.script.drawn.size() <= 3);
}
