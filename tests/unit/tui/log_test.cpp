#include "tests/unit/tui/user.hpp"
#include "ui-cli/tui/log/log_lines.hpp"
#include "ui-cli/tui/plain.hpp"

using namespace shoal;
using api::EventKind;
using test::User;

namespace {

api::Event event(EventKind kind, api::TorrentId id, std::string text, std::string where = {}) {
    api::Event happened;
    happened.kind = kind;
    happened.id = id;
    happened.name = id == 0 ? "" : "tapes";
    happened.text = std::move(text);
    happened.where = std::move(where);
    return happened;
}

} // namespace

TEST_CASE(
    "log: what happens to a swarm is a warning, a choke news for the curious, a remark a note") {
    auto const swarm = event(EventKind::swarm, 2, "seed left");
    auto const choke = event(EventKind::choke, 2, "choked us", "192.0.2.1:6881");
    auto const remark = event(EventKind::note, 0, "router restarted");
    CHECK(tui::level_word(swarm) == "WARN");
    auto const text = std::string{"seed 192.0.2.1:6881 came; minimum availability 0 → 12; only"};
    auto const recovery = event(EventKind::recovery, 2, text);
    CHECK(tui::level_word(recovery) == "INFO");
    CHECK(tui::topic_of(recovery) == "swarm");
    CHECK(tui::words_of(recovery) == text);
    CHECK(tui::is_about_pieces(recovery));
    CHECK(tui::event_in_words(recovery) == "tapes: " + text);
    CHECK(tui::level_word(choke) == "INFO");
    CHECK(tui::level_word(remark) == "NOTE");
    CHECK(tui::words_of(choke) == "192.0.2.1:6881 choked us");
    auto const banned = event(EventKind::warning, 2, "banned 192.0.2.1:6881", "192.0.2.1:6881");
    CHECK(tui::line_text({banned}).ends_with("tapes: banned 192.0.2.1:6881")); // told once
    CHECK(tui::line_text({remark}).ends_with("NOTE you: router restarted"));
    CHECK(tui::event_in_words(choke) == "tapes: 192.0.2.1:6881 choked us");
    CHECK(tui::event_in_words(remark) == "you: router restarted");
}

TEST_CASE("log: m puts a remark into the log; without words it is a mark") {
    User user;
    user.type("3mrouter restarted");
    user.press("Enter");
    CHECK(user.sent<api::Note>().text == "router restarted");
    CHECK_FALSE(user.state.prompt);
    user.requests.clear();
    user.type("m");
    user.press("Enter");
    CHECK(user.sent<api::Note>().text == "mark");
    user.requests.clear();
    user.type("mno");
    user.press("Esc");
    CHECK(user.requests.empty());
    CHECK(user.state.where == tui::Where::log);
}

TEST_CASE("log: F stops following, and begins again at the newest") {
    User user;
    user.type("3F");
    CHECK_FALSE(user.state.log.follows);
    CHECK(user.screen().find("follow off [F]") != std::string::npos);
    note(user.model.log, event(EventKind::note, 0, "one more"));
    user.state = reconcile(user.state, user.model);
    CHECK(user.state.log.scroll.cursor + 2 == user.model.log.size());
    user.type("F");
    CHECK(user.state.log.scroll.cursor + 1 == user.model.log.size());
}

TEST_CASE("log: Enter on a line about pieces opens their map") {
    User user;
    user.type("3Gk"); // a swarm's loss
    user.press("Enter");
    CHECK(user.state.detail.id == 2);
    CHECK(user.state.detail.tab == tui::Tab::pieces);
}

TEST_CASE("log: :write saves what is shown, and nothing in it moves a cursor") {
    User user;
    user.type("3vv:write logs/today");
    user.press("Enter");
    REQUIRE(user.effects.save);
    CHECK(user.effects.command.empty());
    CHECK(user.effects.save->path == "/home/me/logs/today");
    CHECK(std::ranges::count(user.effects.save->text, '\n') == 3);
    CHECK(user.effects.save->text.find('\x1b') == std::string::npos);
    CHECK(user.effects.save->text.find("(x3)") != std::string::npos);
}

TEST_CASE("log: :write without a name says what is missing, other commands are the engine's") {
    User user;
    user.type("3:write");
    user.press("Enter");
    CHECK_FALSE(user.effects.save);
    CHECK(user.state.command.complaint.find("write FILE") != std::string::npos);
    user.press("Esc");
    user.type(":list");
    user.press("Enter");
    CHECK(user.effects.command == "list");
}

TEST_CASE("log: lines about one torrent are not called all when that is removed") {
    User user;
    user.state.size = {120, 36};
    user.type("3s");
    CHECK(user.screen().find("scope this torrent") != std::string::npos);
    user.lose(user.state.log.about);
    CHECK(user.screen().find("scope one that is gone") != std::string::npos);
}
