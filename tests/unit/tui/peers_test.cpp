#include "tests/unit/tui/user.hpp"
#include "ui-cli/tui/peers/peer_history.hpp"
#include "ui-cli/tui/peers/peer_signs.hpp"
#include "ui-cli/tui/pieces/holders.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace shoal;
using namespace shoal::tui;
using test::User;

namespace {

User among_peers() {
    User user;
    user.state.list.cursor = test::demo_open;
    user.press("Enter");
    user.type("e");
    return user;
}

std::string bars(std::int64_t got, std::int64_t gave, std::int64_t most,
                 term::Charset charset = term::Charset::utf8) {
    Model const model;
    ViewState const state;
    term::Frame frame{{20, 1}, charset};
    Canvas canvas{frame, model, state, {charset, true}};
    return give_and_take(canvas, got, gave, most);
}

bool asks_pieces_of(User const& user, api::Endpoint const& peer) {
    for (auto const& want : wanted_questions(user.state, user.model))
        if (auto const* const pieces = std::get_if<api::PiecesOf>(&want.question))
            if (pieces->peer == peer)
                return true;
    return false;
}

} // namespace

TEST_CASE("peers: g shows the fastest first, and by who serves whom again") {
    auto user = among_peers();
    CHECK(user.screen().find("TRADING, both unchoked: 2") != std::string::npos);
    user.type("g");
    CHECK(user.screen().find("TRADING") == std::string::npos);
    CHECK(user.state.detail.peers.cursor == 0); // g is not the way to the top here
    user.type("g");
    CHECK(user.screen().find("TRADING") != std::string::npos);
}

TEST_CASE("peers: Enter shows the pieces of the peer, Esc leads back, c to our own") {
    api::Endpoint const second{"2001:db8::71", 6881};
    auto user = among_peers();
    user.type("j");
    user.press("Enter");
    CHECK(user.state.detail.tab == Tab::pieces);
    CHECK(user.state.detail.map_of == second);
    CHECK(asks_pieces_of(user, second));
    CHECK(user.screen().find("[2001:db8::71]:6881 has ") != std::string::npos);
    user.press("Esc");
    CHECK(user.state.detail.tab == Tab::peers);
    CHECK_FALSE(user.state.detail.map_of);
    user.press("Enter");
    user.type("c");
    CHECK_FALSE(user.state.detail.map_of);
    CHECK_FALSE(asks_pieces_of(user, second));
}

TEST_CASE("peers: a peer that left keeps its map, and it is said that it left") {
    auto user = among_peers();
    user.type("j");
    user.press("Enter");
    api::PiecesOf const question{test::demo_open, user.state.detail.map_of};
    keep(user.model, question, fail(Errc::not_found, "no such peer"));
    CHECK(user.screen().find("as of before: no such peer") != std::string::npos);
    keep(user.model, question, api::Answer{api::PiecesView{}});
    CHECK(user.screen().find("as of before: it has left") != std::string::npos);
    CHECK(user.model.details.failure.empty());
    CHECK(user.model.details.pieces->copies.size() == 3000); // ours are as they were
}

TEST_CASE("peers: what one peer has is not taken for what we have") {
    Model model;
    focus(model.details, 1);
    api::PiecesView pieces;
    pieces.have = {true};
    keep(model, api::PiecesOf{1, api::Endpoint{"192.0.2.1", 1}}, api::Answer{pieces});
    CHECK_FALSE(model.details.pieces);
    CHECK(model.details.peer_pieces->pieces.have.size() == 1);
    CHECK(key_of(api::PiecesOf{1}) != key_of(api::PiecesOf{1, api::Endpoint{"192.0.2.1", 1}}));
    CHECK(key_of(api::HoldersOf{1, 0, 2}) != key_of(api::HoldersOf{1, 0, 3}));
}

TEST_CASE("peers: the history is told in as many cells as there are") {
    CHECK(compressed(std::string(48, '='), 8) == "========");
    CHECK(compressed(std::string(24, '<') + std::string(24, '>'), 8) == "<<<<>>>>");
    CHECK(compressed("=", 8) == "       =");
    CHECK(compressed("", 3) == "   ");
    CHECK(compressed(std::string(60, '.') + "=====", 20) == "..................==");
    CHECK(served_steps("..<=") == 2);
    CHECK(served_steps("<=<") == 3);
    CHECK(served_steps("<=.") == 0);
}

TEST_CASE("peers: what was got grows to the left, what was given to the right") {
    CHECK(bars(10, 0, 10) == "█████│     ");
    CHECK(bars(3, 5, 10) == "   ▐█│██▌  ");
    CHECK(bars(1, 10'000, 10'000) == "    ▐│█████");
    CHECK(bars(0, 0, 0) == "     │     ");
    CHECK(bars(3, 5, 10, term::Charset::ascii) == "   +#|##+  ");
}

TEST_CASE("peers: who owes us blocks, or alone has pieces, is pointed at") {
    auto user = among_peers();
    CHECK(user.screen().find("!c×c") != std::string::npos); // the sole holder
    for (auto& peer : *user.model.details.peers) {
        peer.it_chokes = false;
        peer.asked = 3;
        peer.down_rate = 0;
    }
    CHECK(user.screen().find("owes us 3 blocks") != std::string::npos);
}

TEST_CASE("holders: Enter on a cell shows who has it, Enter there goes to that peer") {
    auto user = among_peers();
    user.type("c");
    user.press("Enter");
    REQUIRE(user.state.detail.holders);
    CHECK(user.state.detail.holders->first == 0);
    CHECK(std::ranges::any_of(wanted_questions(user.state, user.model), [](Want const& want) {
        return std::holds_alternative<api::HoldersOf>(want.question);
    }));
    user.state.detail.holders->end = 2; // as the demo's answer
    user.type("j");
    CHECK(user.state.detail.holders->scroll.cursor == 1);
    CHECK(user.state.detail.piece == 0); // the map's cursor stays
    user.press("Enter");
    CHECK(user.state.detail.tab == Tab::peers);
    CHECK(user.state.detail.peer == api::Endpoint{"198.51.100.4", 6881});
    CHECK(user.state.detail.peers.cursor == 4);
}

TEST_CASE("holders: the cursor stays on its peer wherever an answer takes that") {
    auto user = among_peers();
    user.type("c");
    user.press("Enter");
    user.state.detail.holders->end = 2; // as the demo's answer
    user.type("j");
    auto& holders = user.model.details.holders->holders;
    std::rotate(holders.begin(), holders.begin() + 1, holders.end());
    user.state = reconcile(user.state, user.model);
    CHECK(user.state.detail.holders->scroll.cursor == 0);
    user.press("Enter");
    CHECK(user.state.detail.peer == holders.front().endpoint);
}

TEST_CASE("holders: when the peer at the cursor is gone, it stays on who took its place") {
    auto user = among_peers();
    user.type("c");
    user.press("Enter");
    user.state.detail.holders->end = 2; // as the demo's answer
    user.type("j");
    auto& holders = user.model.details.holders->holders;
    holders.erase(holders.begin() + 1);
    user.state = reconcile(user.state, user.model);
    CHECK(user.state.detail.holders->scroll.cursor == 1);
    CHECK(user.state.detail.holders->at == holders[1].endpoint);
}

TEST_CASE("holders: Esc goes back to the map, and another tab leaves them") {
    auto user = among_peers();
    user.type("c");
    user.press("Enter");
    user.press("Esc");
    CHECK_FALSE(user.state.detail.holders);
    CHECK(user.state.detail.tab == Tab::pieces);
    user.press("Enter");
    user.type("ec");
    CHECK_FALSE(user.state.detail.holders);
}

TEST_CASE(
    "peers: the cursor stays on its peer before it was ever moved, else on who took its place") {
    auto user = among_peers();
    auto& peers = *user.model.details.peers;
    auto const first =
        std::ranges::find(peers, "192.0.2.40", [](auto const& peer) { return peer.endpoint.host; });
    auto const fastest = first->endpoint;
    CHECK(user.state.detail.peer == fastest);
    first->down_rate = first->up_rate = 0;
    user.state = reconcile(user.state, user.model);
    CHECK(user.state.detail.peers.cursor == 1); // still of those who trade
    peers.erase(first);
    user.state = reconcile(user.state, user.model);
    CHECK(user.state.detail.peers.cursor == 1);
    CHECK(user.state.detail.peer == ordered_peers(peers, true)[1].endpoint);
}
