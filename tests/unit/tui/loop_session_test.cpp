#include "tests/unit/tui/stage.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace shoal;
using test::small_torrent;
using test::Stage;

TEST_CASE("session: a daemon that runs is attached to, and outlives the screen") {
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

TEST_CASE(
    "session: without a daemon an engine of our own is started; a broken daemon is an error") {
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

TEST_CASE("session: suspending, and coming back, draws all anew") {
    Stage stage;
    stage.script.press("^Z");
    stage.script.idle(1);
    stage.script.press("Stop");
    stage.script.idle(1);
    REQUIRE(stage.run());
    CHECK(stage.script.suspensions == 2);
    CHECK(stage.script.drawn.size() == 5);
}

TEST_CASE("session: a request to end, from outside, ends it") {
    Stage stage;
    stage.script.happens([&] { stage.interrupt.request_stop(); });
    stage.script.idle(1000);
    REQUIRE(stage.run());
    CHECK(stage.engine.is_ended);
    CHECK(stage.script.drawn.size() <= 3);
}

TEST_CASE("session: who leaves an engine of their own may have a daemon go on") {
    Stage stage;
    bool is_left = false;
    stage.leave_behind = [&]() -> Result<void> {
        CHECK(stage.engine.is_ended);
        is_left = true;
        return {};
    };
    stage.publish({small_torrent(1, "one")});
    stage.script.idle(5);
    stage.script.press("q");
    stage.script.press("d");
    REQUIRE(stage.run());
    CHECK(is_left);
    CHECK(stage.script.ever_showed("With d a daemon goes on"));
}

TEST_CASE("session: an engine that owes an answer for long is told of, until it answers") {
    Stage stage;
    api::Done owed;
    stage.engine.hold = [&](api::Done done) {
        owed = std::move(done);
    };
    stage.script.idle(2); // what it was asked at first it has answered
    stage.script.press("t");
    stage.script.idle(20); // 5 s
    stage.script.happens([&] { owed(api::Reply{}); });
    stage.script.idle(1);
    REQUIRE(stage.run());
    CHECK(stage.script.ever_showed("NO ANSWER from the engine for 4 s"));
    CHECK(stage.script.last_frame().find("NO ANSWER") == std::string::npos);
}

TEST_CASE("session: a snapshot that nobody keeps up to date is said to be old") {
    Stage stage;
    auto stale = std::make_shared<api::Snapshot>();
    stale->is_stale = true;
    stage.engine.first = stale;
    stage.script.idle(2);
    REQUIRE(stage.run());
    CHECK(stage.script.ever_showed("THE DAEMON IS GONE"));
}

TEST_CASE("session: the log begins with what happened before, each event once") {
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
    CHECK(stage.script.ever_showed("   1 line"));
    CHECK(stage.script.ever_showed("yesterday"));
}
