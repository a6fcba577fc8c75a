#include "tests/unit/tui/demo_swarm.hpp"
#include "tests/unit/tui/stage.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>

using namespace shoal;
using test::small_torrent;
using test::Stage;

namespace {

/// A magnet's metadata came.
void learn_of_tapes(test::FakeEngine& engine, api::TorrentState state) {
    auto known = small_torrent(1, "tapes");
    known.state = state;
    engine.publish({known});
    api::Event event;
    event.kind = api::EventKind::metadata;
    event.id = 1;
    engine.emit(event);
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
    stage.publish({small_torrent(1, "fresh")});
    stage.script.idle(4);
    REQUIRE(stage.run());
    CHECK(stage.script.ever_showed("fresh"));
}

TEST_CASE("loop: a key becomes a command, and its answer a word to the user") {
    Stage stage;
    stage.publish({small_torrent(1, "one")});
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
    stage.script.steps.push_back({[] {
        return std::vector<term::Input>{{"Paste", "no magnet"}};
    }});
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
    CHECK(stage.script.last_frame().find("alternative limits on") == std::string::npos);
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
    stage.publish({small_torrent(1, "one")});
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
        engine.publish({small_torrent(1, "old"), small_torrent(2, "new")});
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
        stage.script.happens([&] { learn_of_tapes(*stage.running, state); });
        stage.script.idle(5);
        REQUIRE(stage.run());
        bool const waits = state == api::TorrentState::paused;
        CHECK(stage.script.ever_showed("w wants a file or skips it") == waits);
    }
}

TEST_CASE("loop: swarms that are watched besides do not take away what is said of the chosen one") {
    Stage stage;
    stage.engine.inform = [](api::Question const& question) -> Result<api::Answer> {
        if (std::holds_alternative<api::WhyOf>(question))
            return api::Answer{test::demo_why()};
        return api::Answer{test::demo_health()};
    };
    auto chosen = small_torrent(1, "chosen");
    chosen.state = api::TorrentState::downloading;
    auto large = small_torrent(2, "large");
    large.peers = 40;
    stage.publish({chosen, large});
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
    stage.publish({small_torrent(1, "fresh")});
    stage.script.idle(12); // 3 s
    stage.script.steps.push_back({[&] {
        CHECK(stage.script.ever_showed("HELD as of"));
        CHECK_FALSE(stage.script.ever_showed("fresh"));
        return std::vector<term::Input>{{"Z"}};
    }});
    stage.script.idle(2);
    REQUIRE(stage.run());
    CHECK(stage.script.ever_showed("fresh"));
}

TEST_CASE("loop: what is opened while the screen is held is asked for once") {
    Stage stage;
    std::map<api::TorrentId, int> asked;
    stage.engine.inform = [&](api::Question const& question) -> Result<api::Answer> {
        if (auto const* const peers = std::get_if<api::PeersOf>(&question))
            ++asked[peers->id];
        return std::holds_alternative<api::PeersOf>(question)
                   ? api::Answer{std::vector<api::PeerView>{}}
                   : api::Answer{std::vector<api::FileView>{}};
    };
    stage.publish({small_torrent(1, "one"), small_torrent(2, "two")});
    stage.script.idle(5);
    stage.script.press("Z");
    for (auto const* const key : {"Enter", "e", "f", "e", "]"}) {
        stage.script.press(key);
        stage.script.idle(12); // 3 s
    }
    stage.script.happens([&] {
        CHECK(stage.script.ever_showed("No peer is connected."));
        CHECK_FALSE(stage.script.drawn.back().find("asking the engine") != std::string::npos);
    });
    REQUIRE(stage.run());
    CHECK(asked == std::map<api::TorrentId, int>{{1, 1}, {2, 1}});
}

TEST_CASE("loop: an event becomes a line of the log, a failure a word at once") {
    Stage stage;
    stage.script.happens([&] {
        api::Event event;
        event.kind = api::EventKind::error;
        event.id = 1;
        event.name = "one";
        event.text = "no space left";
        stage.running->emit(event);
    });
    stage.script.idle(1);
    stage.script.press("3");
    stage.script.idle(1);
    REQUIRE(stage.run());
    CHECK(stage.script.ever_showed("one: no space left"));
    CHECK(stage.script.ever_showed("ERROR one"));
}

TEST_CASE("loop: a key pressed again at once goes on from what it asked for before") {
    Stage stage;
    stage.keymap = tui::Preset::rtorrent;
    stage.engine.hold = [](api::Done const&) {
    };
    for (int i = 0; i < 3; ++i)
        stage.script.press("A");
    REQUIRE(stage.run());
    REQUIRE(stage.engine.commands.size() == 3);
    CHECK(std::get<api::Configure>(stage.engine.commands.back()).rules.limits.down == 3 * 1024);
}

TEST_CASE(
    "loop: nothing is drawn while torrents rest, nor once what moves steadily is all there is") {
    for (std::int64_t const rate : {0, 5000}) {
        Stage stage;
        auto torrent = small_torrent(1, "one");
        torrent.up_rate = rate;
        stage.publish({torrent});
        stage.script.idle(4 * 1300); // graphs hold twenty minutes
        std::size_t drawn = 0;
        stage.script.happens([&] { drawn = stage.script.drawn.size(); });
        stage.script.idle(4 * 120);
        REQUIRE(stage.run());
        CHECK(stage.script.drawn.size() - drawn <= 2 + 1); // the clock's minutes, and the farewell
    }
}

TEST_CASE("loop: beside graphs nothing counts while torrents rest") {
    Stage stage;
    stage.script.size = {120, 36};
    stage.publish({small_torrent(1, "one")});
    stage.script.idle(5);
    std::size_t drawn = 0;
    stage.script.happens([&] { drawn = stage.script.drawn.size(); });
    stage.script.idle(4 * 50); // within the minute that the clock shows
    REQUIRE(stage.run());
    CHECK(stage.script.drawn.size() - drawn == 1); // the farewell
}

TEST_CASE("loop: colours that have changed are drawn at once, though nothing else has") {
    Stage stage;
    stage.script.idle(2);
    stage.script.press("Colours");
    stage.script.idle(2);
    REQUIRE(stage.run());
    REQUIRE(stage.script.drawn.size() == 4);
    CHECK(stage.script.drawn[1] == stage.script.drawn[2]);
}

TEST_CASE("loop: files are never changed by what is known of another torrent's") {
    Stage stage;
    stage.engine.inform = [](api::Question const& question) -> Result<api::Answer> {
        if (auto const* const files = std::get_if<api::FilesOf>(&question))
            return api::Answer{std::vector<api::FileView>(files->id == 1 ? 5 : 1)};
        return fail(Errc::not_found, "no");
    };
    stage.publish({small_torrent(1, "one"), small_torrent(2, "two")});
    stage.script.idle(5);
    stage.script.press("Enter");
    stage.script.press("f");
    stage.script.idle(5);
    stage.script.steps.push_back({[] { // in one go, before anything is asked
        return std::vector<term::Input>{{"]"}, {"0"}};
    }});
    stage.script.idle(5);
    REQUIRE(stage.run());
    CHECK(stage.engine.commands.empty());
}

TEST_CASE("loop: who types a search is not taken to a magnet's files") {
    Stage stage;
    stage.script.type("/a");
    stage.script.happens([&] { learn_of_tapes(*stage.running, api::TorrentState::paused); });
    stage.script.idle(5);
    stage.script.happens([&] { CHECK_FALSE(stage.script.ever_showed("[f Files]")); });
    stage.script.press("Enter");
    stage.script.idle(5);
    REQUIRE(stage.run());
    CHECK(stage.script.ever_showed("[f Files]"));
}

TEST_CASE("loop: behind an open menu nothing can be clicked") {
    Stage stage;
    stage.publish({small_torrent(1, "one")});
    stage.script.idle(5);
    stage.script.press("F9");
    stage.script.idle(1);
    stage.script.click({23, 9}); // "Enter" in the bar, which would do what the menu is at
    stage.script.idle(1);
    REQUIRE(stage.run());
    CHECK(stage.script.last_frame().find("What can be done here") != std::string::npos);
}

TEST_CASE("loop: a click that comes with a key is on what the key shows") {
    Stage stage;
    stage.publish({small_torrent(1, "one"), small_torrent(2, "two")});
    stage.script.idle(5);
    stage.script.steps.push_back({[] {
        return std::vector<term::Input>{{"4"}, {"Click", {}, {4, 2}}, {"Enter"}};
    }});
    stage.script.idle(1);
    REQUIRE(stage.run());
    CHECK(stage.script.last_frame().find(">up") == std::string::npos); // the click chose another
    CHECK(stage.script.last_frame().find("[4 Setup]") != std::string::npos);
}
