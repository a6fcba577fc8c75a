#include "tests/unit/tui/user.hpp"
#include "ui-cli/tui/model/course.hpp"

#include <algorithm>

using namespace shoal;
using test::User;

namespace {

User at_overview(term::Size size) {
    User user;
    user.state.size = size;
    user.state.list.cursor = test::demo_open;
    user.press("Enter");
    return user;
}

/// How far back the history is asked for.
std::optional<std::chrono::seconds> asked_history(User const& user) {
    for (auto const& want : wanted_questions(user.state, user.model))
        if (auto const* const history = std::get_if<api::HistoryOf>(&want.question))
            return std::chrono::floor<std::chrono::seconds>(user.model.wall - history->since);
    return std::nullopt;
}

bool shows(User const& user, std::string_view text) {
    return user.screen().find(text) != std::string::npos;
}

} // namespace

TEST_CASE("overview: + and - change how long its graphs are, and ask for that") {
    auto user = at_overview({120, 36});
    CHECK(shows(user, "1 h [+ -] zoom"));
    CHECK(asked_history(user) == 1h);
    user.type("-");
    CHECK(user.effects.ask_anew);
    CHECK(shows(user, "6 h [+ -] zoom"));
    CHECK(asked_history(user) == 6h);
    user.type("--");
    CHECK(shows(user, "24 h [+ -] zoom"));
    CHECK_FALSE(user.effects.ask_anew); // there is no longer one
    user.type("++++");
    CHECK(shows(user, "10 min [+ -] zoom"));
    CHECK(asked_history(user) == 1h); // for the trend
}

TEST_CASE("overview: what helps next is told with the grade it leads to, and its key here") {
    auto user = at_overview({120, 36});
    CHECK(shows(user, "1 stay 17 m: you become the only seed, health ≈ 61   2 announce now [T]"));
    CHECK(shows(user, "3 add a web seed, health ≈ 72 [W]"));
    user.model.details.health->next.clear();
    CHECK_FALSE(shows(user, "NEXT"));
}

TEST_CASE("overview: advice is data: it may hold anything, and be longer than the screen") {
    auto user = at_overview({60, 36});
    user.model.details.health->next = {{"unheard_of", std::string(300, 'x') + "\x1b[2J", 50}};
    CHECK(shows(user, "NEXT    1"));
    user.model.details.health->next = {
        {"raise_upload_limit",
         "raise the upload limit of 5 MiB/s: it is reached, and 4 still lack something", 50}};
    CHECK(shows(user, "50 [D]")); // the torrent's own is what binds
}

TEST_CASE("overview: long evidence is wrapped where it has room, and cut where it has not") {
    auto const roomy = at_overview({80, 24});
    CHECK(shows(roomy, "one copy of the rarest piece, 214 of 12 339\n"));
    CHECK(shows(roomy, "                                  pieces have one"));
    auto const tight = at_overview({60, 18});
    CHECK(shows(tight, "…"));
    CHECK(shows(tight, "NEXT"));
}

TEST_CASE("overview: graphs only where there are rows for them") {
    CHECK(shows(at_overview({80, 25}), "[+ -] zoom"));
    CHECK_FALSE(shows(at_overview({80, 24}), "[+ -] zoom"));
}
