// What a user does about a peer, about the DHT, and about where content goes.

#include "tests/unit/tui/demo_swarm.hpp"
#include "ui-cli/tui/reduce.hpp"
#include "ui-cli/tui/view.hpp"

#include <doctest/doctest.h>

using namespace shoal;
using namespace shoal::tui;

namespace {

/// A user among the peers of a torrent, on the second of them.
struct Visitor {
    Model model = test::demo_model();
    ViewState state;
    std::vector<Request> requests;

    Visitor() {
        state.size = {120, 36};
        state.where = Where::detail;
        state.detail = {.id = test::demo_open, .tab = Tab::peers};
        state = reconcile(std::move(state), model);
        press("j");
    }

    void press(std::string const& key) {
        auto step = reduce(std::move(state), {key}, model);
        state = std::move(step.state);
        requests = std::move(step.effects.requests);
    }

    template <class Command>
    [[nodiscard]] Command const& sent() const {
        REQUIRE(requests.size() == 1);
        REQUIRE(std::holds_alternative<Command>(requests[0].command));
        return std::get<Command>(requests[0].command);
    }

    [[nodiscard]] std::string screen() const { return render(model, state, {}).glyphs(); }
};

api::Endpoint const second{"2001:db8::71", 6881};

api::DhtCheckView check_of(std::optional<double> agreement) {
    return {.is_running = !agreement,
            .ago = 75,
            .starts = {{.name = "the bootstrap nodes", .nodes = 4, .asked = 31, .answered = 27},
                       {.name = "half of our table", .nodes = 0, .asked = 0, .answered = 0}},
            .agreement = agreement};
}

/// A daemon's screen.
Model attached() {
    auto model = test::demo_model();
    auto snapshot = std::make_shared<api::Snapshot>(*model.snapshot);
    snapshot->dir = "/srv/torrents";
    model.snapshot = snapshot;
    model.is_own_engine = false;
    return model;
}

} // namespace

TEST_CASE("by hand: x hangs up on the peer at the cursor") {
    Visitor user;
    user.press("x");
    auto const& treat = user.sent<api::TreatPeer>();
    CHECK(treat.id == test::demo_open);
    CHECK(treat.peer == second);
    CHECK(treat.act == api::PeerAct::disconnect);
    CHECK(user.requests[0].tried == "hanging up on [2001:db8::71]:6881");
}

TEST_CASE("by hand: a ban is asked first") {
    Visitor user;
    user.press("B");
    CHECK(user.requests.empty());
    CHECK(user.screen().find("Ban [2001:db8::71]:6881") != std::string::npos);
    CHECK(user.screen().find("in all torrents for 24 h") != std::string::npos);
    user.press("n");
    CHECK(user.requests.empty());
    user.press("B");
    user.press("y");
    CHECK(user.sent<api::TreatPeer>().peer == second);
    CHECK(user.sent<api::TreatPeer>().act == api::PeerAct::ban);
}

TEST_CASE("by hand: u has the peer always unchoked, and with the next press no longer") {
    Visitor user;
    user.press("u");
    CHECK(user.sent<api::TreatPeer>().act == api::PeerAct::pin);
    for (auto& peer : *user.model.details.peers)
        peer.is_pinned = peer.endpoint == second;
    CHECK(user.screen().find("A⇄U") != std::string::npos);
    user.press("u");
    CHECK(user.sent<api::TreatPeer>().act == api::PeerAct::unpin);
}

TEST_CASE("by hand: where no peer is, nothing is done") {
    Visitor user;
    user.model.details.peers->clear();
    for (auto const* const key : {"x", "B", "u"}) {
        user.press(key);
        CHECK(user.requests.empty());
        CHECK(!is_open(user.state.dialog));
    }
}

TEST_CASE("by hand: T on the Net screen tests the DHT, and the screen says what came of it") {
    Visitor user;
    user.press("q");
    user.press("2");
    CHECK(user.screen().find("T looks an id up") != std::string::npos);
    user.press("T");
    (void)user.sent<api::CheckDht>();
    auto figures = test::demo_figures(10);
    figures.dht_check = check_of(std::nullopt);
    user.model.net.take(figures);
    CHECK(user.screen().find("under way") != std::string::npos);
    figures.dht_check = check_of(0.96);
    user.model.net.take(figures);
    CHECK(user.screen().find("agree 96 %") != std::string::npos);
    CHECK(user.screen().find("27 of 31 answered") != std::string::npos);
    CHECK(user.screen().find("half of our table: no nodes") != std::string::npos);
}

TEST_CASE("by hand: lookups that find different nodes alarm, until that is put aside") {
    Visitor user;
    user.press("q");
    user.press("2");
    auto figures = test::demo_figures(10);
    figures.dht_check = check_of(0.12);
    user.model.net.take(figures);
    REQUIRE(alarms(user.model.net, *user.model.snapshot).size() == 1);
    CHECK(user.screen().find("agree only 12 %") != std::string::npos);
    user.press("x");
    CHECK(user.screen().find("! lookups") == std::string::npos);
    figures.dht_check->ago = 3601;
    user.model.net.take(figures);
    CHECK(alarms(user.model.net, *user.model.snapshot).empty());
}

TEST_CASE("by hand: a daemon's folder is where it saves, unless another is typed") {
    auto const model = attached();
    ViewState state;
    state = reduce(std::move(state), {"a"}, model).state;
    auto& dialog = std::get<AddDialog>(state.dialog);
    CHECK(dialog.dir.text == "/srv/torrents");
    dialog.source = TextField{"magnet:?xt=urn:btih:0123456789012345678901234567890123456789"};
    auto other = state;
    auto const step = reduce(std::move(state), {"Enter"}, model);
    REQUIRE(step.effects.requests.size() == 1);
    CHECK(std::get<api::Add>(step.effects.requests[0].command).dir.empty()); // a label may decide
    std::get<AddDialog>(other.dialog).dir = TextField{"/srv/other"};
    auto const typed = reduce(std::move(other), {"Enter"}, model);
    REQUIRE(typed.effects.requests.size() == 1);
    CHECK(std::get<api::Add>(typed.effects.requests[0].command).dir == "/srv/other");
}
