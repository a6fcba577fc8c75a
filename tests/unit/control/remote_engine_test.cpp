#include "core/control/remote_engine.hpp"
#include "tests/support/await.hpp"
#include "tests/unit/control/fake_daemon.hpp"

#include <algorithm>
#include <future>

using namespace shoal;
using namespace shoal::test;
using control::attach;

namespace {

/// Waits for what an engine answers.
template <class Value, class Ask>
Result<Value> answer_of(Ask const& ask) {
    auto promise = std::make_shared<std::promise<Result<Value>>>();
    auto future = promise->get_future();
    ask([promise](Result<Value> result) { promise->set_value(std::move(result)); });
    REQUIRE(future.wait_for(10s) == std::future_status::ready);
    return future.get();
}

Result<api::Reply> submit(api::Engine& engine, api::Command command) {
    return answer_of<api::Reply>([&](auto done) { engine.submit(std::move(command), done); });
}

Result<api::Answer> ask(api::Engine& engine, api::Question question) {
    return answer_of<api::Answer>([&](auto done) { engine.ask(question, done); });
}

/// Events as they arrive on another thread.
class Inbox {
public:
    api::OnEvent on_event() {
        return [this](api::Event const& event) {
            std::scoped_lock lock(mutex_);
            texts_.push_back(event.text);
        };
    }

    [[nodiscard]] bool holds(std::string const& text) const {
        std::scoped_lock lock(mutex_);
        return std::ranges::any_of(
            texts_, [&](auto const& held) { return held.find(text) != std::string::npos; });
    }

private:
    mutable std::mutex mutex_;
    std::vector<std::string> texts_;
};

std::unique_ptr<api::Engine> attached(FakeDaemon const& daemon, api::OnEvent on_event = {}) {
    auto engine = attach(daemon.socket, std::move(on_event));
    REQUIRE_MESSAGE(engine.has_value(), engine.error().what);
    return std::move(*engine);
}

} // namespace

TEST_CASE("remote engine: where no daemon runs it says how to start one") {
    TempDir const dir;
    auto const error = attach(dir / "control.sock", {}).error();
    CHECK(error.code == Errc::unavailable);
    CHECK(error.what == "no daemon is running; start one with 'shoal daemon'");
    CHECK(error.where == (dir / "control.sock").string());
}

TEST_CASE("remote engine: shows the daemon's session as of attaching") {
    FakeDaemon daemon;
    daemon.engine.put(resting(3));
    auto const engine = attached(daemon);
    CHECK(engine->snapshot()->torrents.size() == 3);
    CHECK(engine->snapshot()->torrents[2]->name == daemon.engine.snapshot()->torrents[2]->name);
}

TEST_CASE("remote engine: a command arrives, and its reply and effect come back") {
    FakeDaemon daemon;
    daemon.engine.answer([&](api::Command const& command) {
        CHECK(std::get<api::Add>(command).torrent == std::string{"\x00\xff raw", 6});
        daemon.engine.put(resting(1));
        return api::Reply{.id = 7, .is_known = true, .info_hash = "abc"};
    });
    auto const engine = attached(daemon);
    auto const reply = submit(*engine, api::Add{.torrent = {"\x00\xff raw", 6}});
    REQUIRE(reply);
    CHECK(reply->id == 7);
    CHECK(reply->is_known);
    CHECK(reply->info_hash == "abc");
    CHECK(engine->snapshot()->torrents.size() == 1);
}

TEST_CASE("remote engine: what the engine refuses comes back whole") {
    FakeDaemon daemon;
    Error const refusal{Errc::conflict, "it is there", "a\"path\xff"};
    daemon.engine.answer([&](api::Command const&) { return tl::make_unexpected(refusal); });
    auto const engine = attached(daemon);
    CHECK(submit(*engine, api::Pause{{1}}).error() == refusal);
}

TEST_CASE("remote engine: questions are answered") {
    FakeDaemon daemon;
    daemon.engine.inform([](api::Question const& question) {
        CHECK(std::get<api::FilesOf>(question).id == 5);
        return api::Answer{std::vector{api::FileView{.path = "a/b", .size = 9}}};
    });
    auto const engine = attached(daemon);
    auto const answer = ask(*engine, api::FilesOf{5});
    REQUIRE(answer);
    CHECK(std::get<0>(*answer).at(0).path == "a/b");
}

TEST_CASE("remote engine: with a follower, events arrive and the snapshot keeps up") {
    FakeDaemon daemon;
    daemon.engine.put(resting(2));
    Inbox inbox;
    auto const engine = attached(daemon, inbox.on_event());
    daemon.server->publish({.kind = api::EventKind::warning, .text = "mind the gap"});
    await("the event arrives", 10s, [&] { return inbox.holds("mind the gap"); });

    daemon.engine.put(without(*daemon.engine.snapshot(), 1));
    await("the removal is seen", 10s, [&] { return engine->snapshot()->torrents.size() == 1; });
    CHECK(engine->snapshot()->torrents[0]->id == 2);
}

TEST_CASE("remote engine: a daemon that goes answers nothing, and its return is seen") {
    FakeDaemon daemon;
    daemon.engine.put(resting(2));
    Inbox inbox;
    auto const engine = attached(daemon, inbox.on_event());
    daemon.stop();
    await("the loss is told", 10s, [&] { return inbox.holds("the daemon is gone"); });
    CHECK(submit(*engine, api::Pause{{1}}).error().code == Errc::unavailable);
    CHECK(ask(*engine, api::FilesOf{1}).error().code == Errc::unavailable);
    CHECK(engine->snapshot()->torrents.size() == 2);
    await("the snapshot is called old", 10s, [&] { return engine->snapshot()->is_stale; });

    auto other = resting(5);
    other.revision = 0; // a new run counts anew
    daemon.engine.put(std::move(other));
    daemon.start();
    await("the return is told", 10s, [&] { return inbox.holds("the daemon is back"); });
    await("its session is shown", 10s, [&] { return engine->snapshot()->torrents.size() == 5; });
    CHECK_FALSE(engine->snapshot()->is_stale);
    CHECK(submit(*engine, api::Pause{{1}}));
}

TEST_CASE("remote engine: ends at once while commands wait, and those are answered") {
    FakeDaemon daemon;
    daemon.engine.hold();
    auto engine = attached(daemon, [](api::Event const&) {});
    std::atomic<int> answers = 0;
    for (int i = 0; i < 3; ++i)
        engine->submit(api::Pause{{1}}, [&](Result<api::Reply> reply) {
            CHECK(reply.error().code == Errc::unavailable);
            ++answers;
        });
    await("the first has arrived", 10s, [&] { return !daemon.engine.commands().empty(); });
    auto const begin = std::chrono::steady_clock::now();
    engine.reset();
    CHECK(std::chrono::steady_clock::now() - begin < 5s);
    CHECK(answers == 3);
    daemon.engine.release(); // nobody listens any more
}

TEST_CASE("remote engine: a command that takes long does not hold up other faces") {
    FakeDaemon daemon;
    daemon.engine.hold();
    auto const patient = attached(daemon);
    std::promise<Result<api::Reply>> reply;
    patient->submit(api::Pause{{1}}, [&](auto result) { reply.set_value(std::move(result)); });
    await("it has arrived", 10s, [&] { return !daemon.engine.commands().empty(); });

    daemon.engine.put(resting(4));
    CHECK(attached(daemon)->snapshot()->torrents.size() == 4);
    daemon.engine.release();
    auto future = reply.get_future();
    REQUIRE(future.wait_for(10s) == std::future_status::ready);
    CHECK(future.get());
}
