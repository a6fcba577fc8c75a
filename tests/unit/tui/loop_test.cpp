#include "tests/support/cli_run.hpp"
#include "tests/unit/tui/demo_swarm.hpp"
#include "ui-cli/tui/run.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <future>

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
    std::function<Result<void>()> leave_behind;
    tui::RunCommand run_command;
    api::Torrents* torrents = nullptr;
    tui::Preset preset = tui::Preset::standard;
    std::stop_source interrupt;

    Result<void> run() {
        return tui::run({
            .attach = attach,
            .socket = "/run/shoal.sock",
            .start_session =
                [this](api::OnEvent const& on_event) -> Result<std::unique_ptr<api::Engine>> {
                auto started = std::make_unique<test::FakeEngine>(engine, on_event);
                running = started.get();
                return started;
            },
            .leave_behind = leave_behind,
            .open_screen = [this]() -> Result<std::unique_ptr<term::Screen>> {
                return std::make_unique<FakeScreen>(script);
            },
            .clock = script.clock,
            .interrupted = interrupt.get_token(),
            .folder = "/here",
            .home = "/home/me",
            .commands = test::demo_commands(),
            .preset = preset,
            .run_command = run_command,
            .torrents = torrents,
            .space_of = [](fs::path const&) { return std::optional<std::int64_t>{}; },
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
    stage.engine.inform = [&](api::Question const& question) -> Result<api::Answer> {
        asked += std::holds_alternative<api::PeersOf>(question) ? 1 : 0;
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

TEST_CASE("loop: who comes to know a magnet's files, and waits, is asked which it is to fetch") {
    for (auto const state : {api::TorrentState::paused, api::TorrentState::downloading}) {
        Stage stage;
        stage.script.steps.emplace_back([&] {
            auto known = torrent(1, "tapes");
            known.state = state;
            stage.running->publish({known});
            api::Event event;
            event.kind = api::EventKind::metadata;
            event.id = 1;
            stage.running->emit(event);
            return std::vector<term::Input>{};
        });
        stage.script.idle(5);
        REQUIRE(stage.run());
        bool const waits = state == api::TorrentState::paused;
        CHECK(stage.script.ever_showed("Space wants a file or skips it") == waits);
    }
}

TEST_CASE("loop: swarms that are watched besides do not take away what is said of the chosen one") {
    Stage stage;
    stage.engine.inform = [](api::Question const& question) -> Result<api::Answer> {
        if (std::holds_alternative<api::WhyOf>(question))
            return api::Answer{test::demo_why()};
        return api::Answer{test::demo_health()};
    };
    stage.script.steps.emplace_back([&] {
        auto chosen = torrent(1, "chosen");
        chosen.state = api::TorrentState::downloading;
        auto large = torrent(2, "large");
        large.peers = 40;
        stage.running->publish({chosen, large});
        return std::vector<term::Input>{};
    });
    stage.script.idle(260); // 65 s: the large one has its turn
    REQUIRE(stage.run());
    auto const says_why = [](std::string const& frame) {
        return frame.find("one peer alone has what is missing") != std::string::npos;
    };
    auto const first = std::ranges::find_if(stage.script.drawn, says_why);
    REQUIRE(first != stage.script.drawn.end());
    CHECK(std::all_of(first, stage.script.drawn.end() - 1, says_why)); // then comes the farewell
}

TEST_CASE("loop: what is held stays as it was, until it is let go") {
    Stage stage;
    stage.script.press("Z");
    stage.script.steps.emplace_back([&] {
        stage.running->publish({torrent(1, "fresh")});
        return std::vector<term::Input>{};
    });
    stage.script.idle(12); // 3 s
    stage.script.steps.emplace_back([&] {
        CHECK(stage.script.ever_showed("HELD as of"));
        CHECK_FALSE(stage.script.ever_showed("fresh"));
        return std::vector<term::Input>{{"Z"}};
    });
    stage.script.idle(2);
    REQUIRE(stage.run());
    CHECK(stage.script.ever_showed("fresh"));
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

namespace {

void type(Script& script, std::string_view text) {
    for (char const c : text)
        script.press(std::string(1, c));
}

/// Until a command line has ended, which runs on a thread of its own.
void await_command(Script& script, std::future<void>& ended) {
    script.steps.emplace_back([&] {
        CHECK(ended.wait_for(std::chrono::seconds{10}) == std::future_status::ready);
        return std::vector<term::Input>{};
    });
}

} // namespace

TEST_CASE("loop: a command line runs on the engine that is shown; what it prints is shown") {
    Stage stage;
    std::promise<void> promise;
    auto ended = promise.get_future();
    stage.run_command = [&](std::vector<std::string> const& words, api::Engine& engine,
                            std::stop_token const&) {
        CHECK(words == std::vector<std::string>{"list", "a b"});
        CHECK(&engine == stage.running);
        promise.set_value_at_thread_exit();
        return tui::CommandOutcome{true, "one\ntwo \x1b[2J\n"};
    };
    type(stage.script, ":list 'a b'");
    stage.script.press("Enter");
    await_command(stage.script, ended);
    stage.script.idle(2);
    REQUIRE(stage.run());
    CHECK(stage.script.ever_showed("two \uFFFD[2J"));
}

TEST_CASE("loop: why a command failed is said in its line, which can be mended") {
    Stage stage;
    std::promise<void> promise;
    auto ended = promise.get_future();
    stage.run_command = [&](auto const&, api::Engine&, std::stop_token const&) {
        promise.set_value_at_thread_exit();
        return tui::CommandOutcome{false, "there is no command 'lst'; did you mean 'list'?\n"};
    };
    type(stage.script, ":lst");
    stage.script.press("Enter");
    await_command(stage.script, ended);
    stage.script.idle(2);
    REQUIRE(stage.run());
    CHECK(stage.script.ever_showed("did you mean 'list'?\n:lst"));
}

TEST_CASE("loop: a quote that is not closed is an error of the line") {
    Stage stage;
    type(stage.script, ":add 'x");
    stage.script.press("Enter");
    stage.script.idle(2);
    REQUIRE(stage.run());
    CHECK(stage.script.ever_showed("the quote ' is not closed"));
}

TEST_CASE("loop: who leaves an engine of their own may have a daemon go on") {
    Stage stage;
    bool is_left = false;
    stage.leave_behind = [&]() -> Result<void> {
        CHECK(stage.engine.is_ended);
        is_left = true;
        return {};
    };
    stage.script.steps.emplace_back([&] {
        stage.running->publish({torrent(1, "one")});
        return std::vector<term::Input>{};
    });
    stage.script.idle(5);
    stage.script.press("q");
    stage.script.press("d");
    REQUIRE(stage.run());
    CHECK(is_left);
    CHECK(stage.script.ever_showed("With d a daemon goes on"));
}

TEST_CASE("loop: an engine that owes an answer for long is told of, until it answers") {
    Stage stage;
    api::Done owed;
    stage.engine.hold = [&](api::Done done) {
        owed = std::move(done);
    };
    stage.script.idle(2); // what it was asked at first it has answered
    stage.script.press("t");
    stage.script.idle(20); // 5 s
    stage.script.steps.emplace_back([&] {
        owed(api::Reply{});
        return std::vector<term::Input>{};
    });
    stage.script.idle(1);
    REQUIRE(stage.run());
    CHECK(stage.script.ever_showed("NO ANSWER from the engine for 4 s"));
    auto const& before_farewell = stage.script.drawn.at(stage.script.drawn.size() - 2);
    CHECK(before_farewell.find("NO ANSWER") == std::string::npos);
}

TEST_CASE("loop: a snapshot that nobody keeps up to date is said to be old") {
    Stage stage;
    auto stale = std::make_shared<api::Snapshot>();
    stale->is_stale = true;
    stage.engine.first = stale;
    stage.script.idle(2);
    REQUIRE(stage.run());
    CHECK(stage.script.ever_showed("THE DAEMON IS GONE"));
}

TEST_CASE("loop: a .torrent that is made is seeded without being read again") {
    Stage stage;
    test::FakeTorrents torrents;
    std::promise<void> promise;
    auto ended = promise.get_future();
    torrents.on_create = [&](api::CreateSpec const& spec) -> Result<api::CreateReport> {
        CHECK(spec.paths == std::vector<fs::path>{"/here/tapes"});
        CHECK(spec.output == fs::path{"/here/tapes.torrent"});
        promise.set_value_at_thread_exit();
        return api::CreateReport{.path = "/here/tapes.torrent",
                                 .name = "tapes",
                                 .size = 1 << 20,
                                 .content_dir = "/here"};
    };
    stage.torrents = &torrents;
    type(stage.script, "Ctapes/");
    stage.script.press("Enter");
    await_command(stage.script, ended);
    stage.script.idle(2);
    REQUIRE(stage.run());
    REQUIRE(stage.engine.commands.size() == 1);
    auto const& add = std::get<api::Add>(stage.engine.commands.front());
    CHECK(add.source == "/here/tapes.torrent");
    CHECK(add.dir == "/here");
    CHECK(add.assume_complete);
}

TEST_CASE("loop: a .torrent that cannot be made says why, in its dialog") {
    Stage stage; // nothing here can make one
    type(stage.script, "Cx");
    stage.script.press("Enter");
    stage.script.idle(2);
    REQUIRE(stage.run());
    CHECK(stage.script.ever_showed("nothing here can make one"));
}

TEST_CASE("loop: a key pressed again at once goes on from what it asked for before") {
    Stage stage;
    stage.preset = tui::Preset::rtorrent;
    stage.engine.hold = [](api::Done const&) {
    };
    for (int i = 0; i < 3; ++i)
        stage.script.press("A");
    REQUIRE(stage.run());
    REQUIRE(stage.engine.commands.size() == 3);
    CHECK(std::get<api::Configure>(stage.engine.commands.back()).rules.limits.down == 3 * 1024);
}

TEST_CASE("loop: the log begins with what happened before, each event once") {
    Stage stage;
    stage.engine.inform = [](api::Question const& question) -> Result<api::Answer> {
        if (!std::holds_alternative<api::LogOf>(question))
            return fail(Errc::not_found, "no such torrent");
        api::Event before;
        before.number = 7;
        before.kind = api::EventKind::added;
        before.name = "yesterday";
        return api::Answer{std::vector<api::Event>{before}};
    };
    stage.script.press("3");
    stage.script.idle(1);
    REQUIRE(stage.run());
    CHECK(stage.script.ever_showed("LOG  1 line"));
    CHECK(stage.script.ever_showed("yesterday"));
}
