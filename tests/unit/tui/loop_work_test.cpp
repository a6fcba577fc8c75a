#include "tests/support/temp_dir.hpp"
#include "tests/unit/tui/stage.hpp"

#include <doctest/doctest.h>

using namespace shoal;
using test::small_torrent;
using test::Stage;

TEST_CASE("work: a command line runs on the engine that is shown; what it prints is shown") {
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
    stage.script.type(":list 'a b'");
    stage.script.press("Enter");
    stage.script.await(ended);
    stage.script.idle(2);
    REQUIRE(stage.run());
    CHECK(stage.script.ever_showed("two \uFFFD[2J"));
}

TEST_CASE("work: why a command failed is said in its line, which can be mended") {
    Stage stage;
    std::promise<void> promise;
    auto ended = promise.get_future();
    stage.run_command = [&](auto const&, api::Engine&, std::stop_token const&) {
        promise.set_value_at_thread_exit();
        return tui::CommandOutcome{false, "there is no command 'lst'; did you mean 'list'?\n"};
    };
    stage.script.type(":lst");
    stage.script.press("Enter");
    stage.script.await(ended);
    stage.script.idle(2);
    REQUIRE(stage.run());
    CHECK(stage.script.ever_showed("did you mean 'list'?\n:lst"));
}

TEST_CASE("work: a quote that is not closed is an error of the line") {
    Stage stage;
    stage.script.type(":add 'x");
    stage.script.press("Enter");
    stage.script.idle(2);
    REQUIRE(stage.run());
    CHECK(stage.script.ever_showed("the quote ' is not closed"));
}

TEST_CASE("work: a .torrent that is made is seeded without being read again") {
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
    stage.script.type("Ctapes/");
    stage.script.press("Enter");
    stage.script.await(ended);
    stage.script.idle(2);
    REQUIRE(stage.run());
    REQUIRE(stage.engine.commands.size() == 1);
    auto const& add = std::get<api::Add>(stage.engine.commands.front());
    CHECK(add.source == "/here/tapes.torrent");
    CHECK(add.dir == "/here");
    CHECK(add.assume_complete);
}

TEST_CASE("work: the files of a .torrent that is named are offered, once it was read") {
    Stage stage;
    std::promise<void> promise;
    auto ended = promise.get_future();
    stage.files_of = [&](fs::path const& path) {
        CHECK(path == "/here/x.torrent");
        promise.set_value_at_thread_exit();
        return std::vector<api::FileView>{{.path = "tapes/1.flac", .size = 1 << 20}};
    };
    stage.script.type("ax.torrent");
    stage.script.await(ended);
    stage.script.idle(2);
    REQUIRE(stage.run());
    CHECK(stage.script.ever_showed("known: 1 file, 1.0M"));
    CHECK(stage.script.ever_showed("[x] 1.flac 1.0M"));
}

TEST_CASE("work: what a .torrent is to be made of is counted once its name is whole") {
    Stage stage;
    std::promise<void> promise;
    auto ended = promise.get_future();
    stage.plan_of = [&](fs::path const& path) {
        CHECK(path == "/here/tapes");
        promise.set_value_at_thread_exit();
        tui::ContentPlan plan{.size = 10 << 20, .formats = {}};
        plan.formats.front() = {1 << 20, 100, 20};
        return std::optional{plan};
    };
    stage.script.type("Ctapes");
    stage.script.press("Tab");
    stage.script.await(ended);
    stage.script.idle(2);
    REQUIRE(stage.run());
    CHECK(stage.script.ever_showed("10 pieces, file"));
}

TEST_CASE("work: a .torrent that cannot be made says why, in its dialog") {
    Stage stage; // nothing here can make one
    stage.script.type("Cx");
    stage.script.press("Enter");
    stage.script.idle(2);
    REQUIRE(stage.run());
    CHECK(stage.script.ever_showed("nothing here can make one"));
}

TEST_CASE(
    "work: a .torrent that exists is overwritten by a key of the dialog, and no flag is told") {
    Stage stage;
    test::FakeTorrents torrents;
    std::vector<Overwrite> asked;
    std::promise<void> promises[2];
    std::future<void> const ended[2] = {promises[0].get_future(), promises[1].get_future()};
    torrents.on_create = [&](api::CreateSpec const& spec) -> Result<api::CreateReport> {
        asked.push_back(spec.overwrite);
        promises[asked.size() - 1].set_value_at_thread_exit();
        if (spec.overwrite == Overwrite::no)
            return fail(Errc::conflict, "it exists already", spec.output->string());
        return api::CreateReport{.path = *spec.output, .name = "tapes"};
    };
    stage.torrents = &torrents;
    stage.script.type("Ctapes");
    for (auto const* const key : {"Enter", "F5"}) {
        auto const& end = ended[std::string_view{key} == "F5" ? 1 : 0];
        stage.script.press(key);
        stage.script.happens([&end] { CHECK(end.wait_for(10s) == std::future_status::ready); });
        stage.script.idle(2);
    }
    REQUIRE(stage.run());
    CHECK(asked == std::vector{Overwrite::no, Overwrite::yes});
    CHECK(stage.script.ever_showed("tapes.torrent exists already: F5 overwrites it"));
    CHECK_FALSE(stage.script.ever_showed("--force"));
}

TEST_CASE("work: a command that fails while the user types elsewhere takes no keys away") {
    for (auto const* const keys : {"/ab", "\\ab", "4\rab"}) {
        Stage stage;
        std::promise<void> may_end;
        std::shared_future<void> const end{may_end.get_future()};
        std::promise<void> promise;
        auto ended = promise.get_future();
        stage.run_command = [&, end](auto const&, api::Engine&, std::stop_token const&) {
            end.wait();
            promise.set_value_at_thread_exit();
            return tui::CommandOutcome{false, "there is no such thing\n"};
        };
        stage.script.type(":lst");
        stage.script.press("Enter");
        for (char const key : std::string_view{keys})
            stage.script.press(key == '\r' ? "Enter" : std::string(1, key));
        stage.script.happens([&] { may_end.set_value(); });
        stage.script.await(ended);
        stage.script.idle(2);
        stage.script.type("c");
        stage.script.idle(1);
        REQUIRE(stage.run());
        CHECK(stage.script.ever_showed("there is no such thing"));
        CHECK_MESSAGE(stage.script.last_frame().find("abc") != std::string::npos, keys,
                      stage.script.last_frame());
    }
}

namespace {

constexpr std::int64_t gib = 1 << 30;

} // namespace

TEST_CASE("work: the title's free space is asked for once a minute, of the folder of content") {
    Stage stage;
    std::atomic<int> asked = 0;
    stage.space_of = [&](fs::path const& dir) -> std::optional<std::int64_t> {
        CHECK(dir == "/here");
        return (212 - ++asked) * gib;
    };
    stage.script.until([&] { return stage.script.ever_showed("free 211G"); });
    stage.script.idle(230); // 57.5 s
    stage.script.happens([&] { CHECK(asked == 1); });
    stage.script.idle(15);
    stage.script.until([&] { return stage.script.ever_showed("free 210G"); });
    stage.script.idle(230);
    stage.script.happens([&] { CHECK(asked == 2); });
    REQUIRE(stage.run());
}

TEST_CASE("work: a folder that hangs is asked once, and keeps nobody waiting") {
    Stage stage;
    std::promise<void> release;
    std::shared_future<void> const released{release.get_future()};
    auto const asked = std::make_shared<std::atomic<int>>(0); // the thread may outlive us
    stage.space_of = [asked, released](fs::path const&) {
        ++*asked;
        released.wait();
        return std::optional<std::int64_t>{};
    };
    stage.script.until([&] { return *asked == 1; });
    stage.script.idle(1000); // over four minutes
    REQUIRE(stage.run());
    CHECK(*asked == 1);
    CHECK_FALSE(stage.script.ever_showed("free"));
    release.set_value();
}

TEST_CASE("work: another folder is asked though the one before hangs, whose figure goes") {
    auto const in_folder = [](fs::path const& dir) {
        auto snapshot = std::make_shared<api::Snapshot>();
        snapshot->dir = dir;
        return snapshot;
    };
    Stage stage;
    stage.attach = [&](fs::path const&, api::OnEvent on_event) {
        auto engine = std::make_unique<test::FakeEngine>(stage.engine, std::move(on_event));
        stage.running = engine.get();
        return Result<std::unique_ptr<api::Engine>>{std::move(engine)};
    };
    std::promise<void> release;
    std::shared_future<void> const released{release.get_future()};
    auto const hung = std::make_shared<std::atomic<int>>(0); // the thread may outlive us
    stage.space_of = [hung, released](fs::path const& dir) -> std::optional<std::int64_t> {
        if (dir == "/one")
            return 1 * gib;
        if (dir == "/three")
            return 3 * gib;
        ++*hung;
        released.wait();
        return std::nullopt;
    };
    stage.engine.first = in_folder("/one");
    stage.script.until([&] { return stage.script.ever_showed("free 1.0G"); });
    stage.script.happens([&] { stage.running->publish_all(in_folder("/hangs")); });
    stage.script.idle(8);
    stage.script.until([&] { return *hung == 1; });
    stage.script.idle(1);
    stage.script.happens([&] {
        CHECK(stage.script.drawn.back().find("free") == std::string::npos);
        stage.running->publish_all(in_folder("/three"));
    });
    stage.script.idle(8);
    stage.script.until([&] { return stage.script.ever_showed("free 3.0G"); });
    REQUIRE(stage.run());
    release.set_value();
}

TEST_CASE("work: a folder whose room cannot be told is asked again, and nothing is shown") {
    Stage stage;
    std::atomic<int> asked = 0;
    stage.space_of = [&](fs::path const&) {
        ++asked;
        return std::optional<std::int64_t>{};
    };
    stage.script.until([&] { return asked == 1; });
    stage.script.idle(2);
    stage.script.until([&] { return asked == 1; }); // its answer is taken meanwhile
    stage.script.idle(250);
    stage.script.until([&] { return asked == 2; });
    REQUIRE(stage.run());
    CHECK_FALSE(stage.script.ever_showed("free"));
}

TEST_CASE("work: :write saves the log in a file, and takes the place of none") {
    test::TempDir const dir;
    auto const path = (dir.path() / "log").string();
    Stage stage;
    for (int time = 0; time < 2; ++time) {
        stage.script.type(":write '" + path + "'");
        stage.script.press("Enter");
        auto const text = time == 0 ? "saved in" : "it exists already; name another file";
        stage.script.until([&stage, text] { return stage.script.ever_showed(text); });
    }
    REQUIRE(stage.run());
    CHECK(fs::exists(path));
}

TEST_CASE("work: who leaves a lab is told that its content goes with it") {
    Stage stage;
    stage.is_passing = true;
    stage.publish({small_torrent(1, "tapes")});
    stage.script.idle(5);
    stage.script.type("q");
    stage.script.idle(1);
    REQUIRE(stage.run());
    CHECK(stage.script.ever_showed("what was received is deleted."));
}
