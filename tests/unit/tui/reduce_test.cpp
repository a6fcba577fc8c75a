#include "tests/unit/tui/demo_swarm.hpp"
#include "ui-cli/tui/layout.hpp"
#include "ui-cli/tui/piece_map.hpp"
#include "ui-cli/tui/reduce.hpp"
#include "ui-cli/tui/view.hpp"

#include <doctest/doctest.h>

#include <random>

using namespace shoal;
using namespace shoal::tui;

namespace {

/// A user at the keyboard.
struct User {
    Model model = test::demo_model();
    ViewState state = reconcile({}, model);
    std::vector<Request> requests;
    Effects effects; ///< of the last key

    void press(term::Input const& input) {
        auto step = reduce(std::move(state), input, model);
        state = std::move(step.state);
        effects = std::move(step.effects);
        for (auto const& request : effects.requests)
            requests.push_back(request);
    }

    void type(std::string_view keys) {
        for (char const key : keys)
            press({std::string(1, key)});
    }

    template <class Command>
    Command const& sent() {
        REQUIRE(requests.size() == 1);
        REQUIRE(std::holds_alternative<Command>(requests[0].command));
        return std::get<Command>(requests[0].command);
    }
};

std::shared_ptr<api::Snapshot const> without(api::Snapshot const& snapshot, api::TorrentId id) {
    auto next = std::make_shared<api::Snapshot>(snapshot);
    std::erase_if(next->torrents, [&](auto const& torrent) { return torrent->id == id; });
    return next;
}

/// Whatever a user does, these hold.
void check_invariants(User const& user) {
    auto const& [model, state, requests, effects] = user;
    auto const shown = shown_torrents(state, model);
    auto const& list = state.list;
    if (shown.empty())
        CHECK(list.cursor == 0);
    else
        CHECK(shown.at(list.scroll.cursor)->id == list.cursor);
    for (auto const id : list.marks)
        CHECK(api::find(*model.snapshot, id));
    auto const rows = static_cast<std::size_t>(list_layout(state.size).body.rows);
    CHECK(list.scroll.top <= list.scroll.cursor);
    CHECK(list.scroll.cursor < list.scroll.top + rows);
    if (state.where == Where::detail)
        CHECK(api::find(*model.snapshot, state.detail.id));
    auto const frame = render(model, state, {});
    CHECK(frame.size() == state.size);
    if (frame.cursor)
        CHECK(frame.cursor->column < state.size.columns);
}

} // namespace

TEST_CASE("reduce: the cursor stays on its torrent when the order changes") {
    User user;
    user.type("jj");
    auto const id = user.state.list.cursor;
    user.type("ssI");
    CHECK(user.state.list.cursor == id);
    CHECK(user.state.list.order.inverted);
}

TEST_CASE("reduce: when its torrent goes, the cursor takes the one in its place") {
    User user;
    user.type("j");
    CHECK(user.state.list.cursor == 2);
    user.model.snapshot = without(*user.model.snapshot, 2);
    user.state = reconcile(user.state, user.model);
    CHECK(user.state.list.cursor == 3);
}

TEST_CASE("reduce: pause is of the marked ones, or of the one at the cursor") {
    User user;
    user.type("p");
    CHECK(user.sent<api::Pause>().ids == api::Ids{1});
    user.requests.clear();
    user.type("  p");
    CHECK(user.sent<api::Pause>().ids == api::Ids{1, 2});
}

TEST_CASE("reduce: what is paused or has failed goes on") {
    User user;
    user.state.list.cursor = 8;
    user.type("p");
    CHECK(user.sent<api::Resume>().ids == api::Ids{8});
}

TEST_CASE("reduce: all are paused at a yes, and go on when all are halted") {
    User user;
    user.type("P");
    CHECK(user.requests.empty());
    user.type("y");
    CHECK(user.sent<api::Pause>().ids.size() == 12);
    user.requests.clear();
    user.type("\\state=paused");
    user.press({"Enter"});
    user.type("Py");
    CHECK(user.sent<api::Resume>().ids == api::Ids{8});
}

TEST_CASE("reduce: moving and goals begin a command about the marked ones") {
    User user;
    user.type("  m/srv");
    user.press({"Enter"});
    CHECK(user.effects.command == "move 1 2 /srv");
    user.type("L2.5");
    user.press({"Enter"});
    CHECK(user.effects.command == "set 1 2 ratio=2.5");
}

TEST_CASE("reduce: a range is marked from the last marked one to the cursor, either way") {
    User user;
    user.type("jj jjV"); // the third, then up to the sixth
    CHECK(user.state.list.marks == std::set<api::TorrentId>{3, 4, 5, 6});
    user.type("gV");
    CHECK(user.state.list.marks.size() == 6);
}

TEST_CASE("reduce: one torrent is removed at a yes, its data stays") {
    User user;
    user.type("r");
    CHECK(user.requests.empty());
    user.type("n");
    CHECK_FALSE(is_open(user.state.dialog));
    user.type("ry");
    CHECK(user.sent<api::Remove>().ids == api::Ids{1});
    CHECK_FALSE(user.sent<api::Remove>().with_data);
}

TEST_CASE("reduce: data, or several torrents, go only for a typed yes") {
    User user;
    user.type("Ry");
    user.press({"Enter"});
    CHECK(user.requests.empty());
    user.type("es");
    user.press({"Enter"});
    CHECK(user.sent<api::Remove>().with_data);
    user.requests.clear();
    user.type("  ry");
    user.press({"Enter"});
    CHECK(user.requests.empty());
}

TEST_CASE("reduce: a magnet that is pasted opens the dialog that adds it") {
    User user;
    user.press({"Paste", "  magnet:?xt=urn:btih:abc&dn=x\n"});
    REQUIRE(is_open(user.state.dialog));
    user.press({"Enter"});
    CHECK(user.sent<api::Add>().source == "magnet:?xt=urn:btih:abc&dn=x");
    CHECK(user.sent<api::Add>().dir == "/home/me");
}

TEST_CASE("reduce: other text that is pasted does nothing but say so") {
    User user;
    user.press({"Paste", "RRyes\n"});
    CHECK_FALSE(is_open(user.state.dialog));
    CHECK_FALSE(user.state.notice.text.empty());
}

TEST_CASE("reduce: adding takes a path from where the user is, and options") {
    User user;
    user.type("a~/x.torrent");
    user.press({"Tab"});
    user.press({"^U"});
    user.type("films");
    user.press({"Tab"});
    user.press({"Tab"});
    user.type(" ");
    user.press({"Enter"});
    auto const& add = user.sent<api::Add>();
    CHECK(add.source == "/home/me/x.torrent");
    CHECK(add.dir == "/home/me/films");
    CHECK(add.paused);
    CHECK_FALSE(add.sequential);
}

TEST_CASE("reduce: a daemon says itself where torrents go, unless the user does") {
    User user;
    user.model.is_own_engine = false;
    user.type("ax.torrent");
    user.press({"Enter"});
    CHECK(user.sent<api::Add>().dir.empty());
}

TEST_CASE("reduce: adding nothing is told, not done") {
    User user;
    user.type("a");
    user.press({"Enter"});
    CHECK(user.requests.empty());
    CHECK(is_open(user.state.dialog));
}

TEST_CASE("reduce: limits of the session keep its other rules") {
    User user;
    user.type("d3M");
    user.press({"Enter"});
    auto const& rules = user.sent<api::Configure>().rules;
    CHECK(rules.limits.down == 3 << 20);
    CHECK(rules.limits.up == 10 << 20);
    CHECK(rules.alternative == user.model.snapshot->rules.alternative);
}

TEST_CASE("reduce: a limit that is no rate is told, and the dialog stays") {
    User user;
    user.type("dmuch");
    user.press({"Enter"});
    CHECK(user.requests.empty());
    CHECK(is_open(user.state.dialog));
}

TEST_CASE("reduce: limits of the marked torrents") {
    User user;
    user.type("  D5K");
    user.press({"Enter"});
    auto const& change = user.sent<api::Change>();
    CHECK(change.ids == api::Ids{1, 2});
    CHECK(change.down_limit == 5 << 10);
    CHECK(change.up_limit == 0);
}

TEST_CASE("reduce: a folder's priority is that of all below it") {
    User user;
    user.type("j");
    user.press({"Enter"});
    user.type("f0");
    auto const& set = user.sent<api::SetFiles>();
    CHECK(set.id == 2);
    CHECK(set.files == std::vector<std::size_t>{0, 1, 2, 3});
    CHECK(set.priority == api::FilePriority::skip);
}

TEST_CASE("reduce: the filter narrows while it is typed, and Esc undoes it, then the marks") {
    User user;
    user.type(" \\state=seeding");
    CHECK(shown_torrents(user.state, user.model).size() == 2);
    user.press({"Enter"});
    user.type("j");
    CHECK(user.state.list.cursor == 5);
    user.press({"Esc"});
    CHECK(user.state.list.filter.text.empty());
    CHECK(user.state.list.marks.size() == 1);
    CHECK(user.state.list.cursor == 5);
    user.press({"Esc"});
    CHECK(user.state.list.marks.empty());
    user.press({"Esc"});
    CHECK_FALSE(user.effects.quit);
}

TEST_CASE("reduce: leaving an engine of our own that is at work is asked first") {
    User user;
    user.type("q");
    CHECK_FALSE(user.effects.quit);
    user.type("y");
    CHECK(user.effects.quit);
}

TEST_CASE("reduce: leaving a daemon is not asked") {
    User user;
    user.model.is_own_engine = false;
    user.type("q");
    CHECK(user.effects.quit);
}

TEST_CASE("reduce: the log follows what happens until the user looks back") {
    User user;
    user.type("3");
    CHECK(user.state.log.scroll.cursor + 1 == user.model.log.size());
    user.type("k");
    auto const at = user.state.log.scroll.cursor;
    note(user.model.log, api::Event{});
    user.state = reconcile(user.state, user.model);
    CHECK(user.state.log.scroll.cursor == at);
    user.type("G");
    note(user.model.log, api::Event{.kind = api::EventKind::removed});
    user.state = reconcile(user.state, user.model);
    CHECK(user.state.log.scroll.cursor + 1 == user.model.log.size());
}

TEST_CASE("reduce: a torrent that is gone is not shown in detail") {
    User user;
    user.press({"Enter"});
    CHECK(user.state.where == Where::detail);
    user.model.snapshot = without(*user.model.snapshot, 1);
    user.state = reconcile(user.state, user.model);
    CHECK(user.state.where == Where::list);
}

TEST_CASE("reduce: whatever is pressed, on whatever size, the invariants hold") {
    static constexpr std::string_view names[] = {
        "Up",  "Down",  "Left",    "Right",     "Home", "End", "PgUp", "PgDn", "Enter", "Esc",
        "Tab", "Paste", "BackTab", "Backspace", "F1",   "F6",  "^D",   "^U",   "^L",    "é"};
    std::mt19937 random{20};
    auto const below = [&](std::size_t count) {
        return random() % count;
    };
    for (int game = 0; game < 30; ++game) {
        User user;
        for (int turn = 0; turn < 120; ++turn) {
            if (below(12) == 0 && !user.model.snapshot->torrents.empty()) {
                auto const& torrents = user.model.snapshot->torrents;
                user.model.snapshot =
                    without(*user.model.snapshot, torrents[below(torrents.size())]->id);
            }
            if (below(20) == 0)
                user.state.size = {static_cast<int>(40 + below(90)),
                                   static_cast<int>(10 + below(40))};
            user.state = reconcile(std::move(user.state), user.model);
            auto const choice = below(40 + 95);
            std::string const key = choice < 40
                                        ? std::string{names[choice % std::size(names)]}
                                        : std::string(1, static_cast<char>(' ' + choice - 40));
            user.press({key, key == "Paste" ? "magnet:?xt=\x1b[1mx" : ""});
            check_invariants(user);
        }
    }
}

namespace {

void click(User& user, std::string const& key, std::size_t number = 0) {
    user.press({key, {}, {}, number});
}

} // namespace

TEST_CASE("mouse: a click chooses a row, and opens the one that is chosen") {
    User user;
    click(user, "Row", 3);
    CHECK(user.state.list.cursor == 4);
    CHECK(user.state.where == Where::list);
    click(user, "Row", 3);
    CHECK(user.state.where == Where::detail);
    CHECK(user.state.detail.id == 4);
}

TEST_CASE("reduce: the map's cursor goes by cells and rows, and stays on the map") {
    User user;
    user.state.size = {80, 24};
    user.press({"Enter"});
    user.type("c");
    auto const total = user.model.details.pieces->have.size();
    auto const each = pieces_per_cell(
        total, static_cast<std::size_t>(pieces_width({80, 24}) * pieces_area({80, 24}).rows));
    auto const row = each * static_cast<std::size_t>(pieces_width({80, 24}));
    user.type("hk");
    CHECK(user.state.detail.piece == 0);
    user.type("lj");
    CHECK(user.state.detail.piece == each + row);
    user.type("kk");
    CHECK(user.state.detail.piece == each);
    user.type("Gl");
    CHECK(user.state.detail.piece == (total - 1) / each * each);
    user.type("g");
    CHECK(user.state.detail.piece == 0);
    CHECK(user.state.where == Where::detail); // h is no way back here
}

TEST_CASE("reduce: the map's cursor stays on its piece when the screen's size changes") {
    User user;
    user.state.size = {80, 24};
    user.press({"Enter"});
    user.type("cjj");
    auto const piece = user.state.detail.piece;
    user.state.size = {120, 36};
    user.press({"^L"});
    CHECK(user.state.detail.piece == piece);
}

TEST_CASE("mouse: a click on the map's cell takes the cursor there") {
    User user;
    user.state.size = {80, 24};
    user.press({"Enter"});
    user.type("c");
    user.press({"Cell", {}, {5, pieces_left + 7}, 10});
    CHECK(user.state.detail.piece % 17 == 0);
    auto const there = user.state.detail.piece;
    user.type("h");
    CHECK(user.state.detail.piece * 17 == there * 16);
}

TEST_CASE("mouse: a click on a head sorts by it, a further one the other way round") {
    User user;
    click(user, "Head", static_cast<std::size_t>(SortKey::size));
    CHECK(user.state.list.order == Order{SortKey::size, false});
    click(user, "Head", static_cast<std::size_t>(SortKey::size));
    CHECK(user.state.list.order == Order{SortKey::size, true});
}

TEST_CASE("mouse: what is drawn can be clicked where it stands") {
    User user;
    auto const frame = render(user.model, user.state, {});
    auto const* const bar = frame.hit({user.state.size.rows - 1, 1});
    REQUIRE(bar);
    CHECK(bar->key == "F1");
    auto const* const row = frame.hit({list_layout(user.state.size).body.top + 2, 10});
    REQUIRE(row);
    CHECK(row->key == "Row");
    CHECK(row->number == 2);
    CHECK_FALSE(frame.hit({0, 0}));
}

TEST_CASE("reduce: rtorrent's throttle keys move the limits in steps, never below none") {
    User user;
    user.state.preset = Preset::rtorrent;
    user.type("d");
    CHECK(user.sent<api::Configure>().rules.limits.up == (10 << 20) + 50 * 1024);
    user.requests.clear();
    user.type("Z");
    CHECK(user.sent<api::Configure>().rules.limits.down == 0);
}

TEST_CASE("reduce: a torrent is made of what is named, beside where one is") {
    User user;
    user.type("C");
    user.press({"Enter"});
    CHECK_FALSE(user.effects.create);
    user.type("tapes/");
    user.press({"Tab"});
    user.type("udp://a http://b");
    user.press({"Enter"});
    REQUIRE(user.effects.create);
    CHECK(user.effects.create->paths == std::vector<fs::path>{"/home/me/tapes"});
    CHECK(user.effects.create->trackers ==
          std::vector<std::vector<std::string>>{{"udp://a"}, {"http://b"}});
}

TEST_CASE("reduce: a magnet whose files are to be chosen waits for that; a .torrent is paused") {
    User user;
    user.press({"Paste", "magnet:?xt=urn:btih:abc"});
    for (int i = 0; i < 3; ++i)
        user.press({"Tab"});
    user.type(" ");
    user.press({"Enter"});
    CHECK(user.sent<api::Add>().pick_files);
    CHECK_FALSE(user.sent<api::Add>().paused);
}

TEST_CASE("reduce: a .torrent is made in the format and with the web seeds that were chosen") {
    User user;
    user.type("Cx");
    for (auto const* const key : {"Tab", "Tab"})
        user.press({key});
    user.type("http://a http://b");
    user.press({"Tab"});
    user.type("  "); // v1, v1 + v2, v2 only
    user.press({"Enter"});
    REQUIRE(user.effects.create);
    CHECK(user.effects.create->format == api::Format::v2);
    CHECK(user.effects.create->web_seeds == std::vector<std::string>{"http://a", "http://b"});
    CHECK(user.effects.create->trackers.empty());
}

TEST_CASE("reduce: the log shows what its level and its torrent let through, and copies a line") {
    User user;
    user.type("3");
    CHECK(render(user.model, user.state, {}).glyphs().find("LOG  5 lines") != std::string::npos);
    user.type("v");
    CHECK(render(user.model, user.state, {}).glyphs().find("4 lines  news and trouble") !=
          std::string::npos);
    user.type("v");
    CHECK(render(user.model, user.state, {}).glyphs().find("2 lines  trouble") !=
          std::string::npos);
    user.type("y"); // the newest
    CHECK(user.effects.clipboard.find("ERROR broken-mirror.iso: no space left") !=
          std::string::npos);
    user.type("vs"); // of the one at the list's cursor
    CHECK(render(user.model, user.state, {}).glyphs().find("LOG  1 line  of debian") !=
          std::string::npos);
    user.type("s");
    CHECK(user.state.log.about == 0);
}

TEST_CASE("reduce: every source of peers is told, also those that named nobody") {
    User user;
    user.state.size = {80, 24};
    user.model.details.health->discovery.sources = {{"pex", 3, 5 << 20}};
    user.state.list.cursor = 2;
    for (auto const* const key : {"Enter", "t"})
        user.press({key});
    auto const screen = render(user.model, user.state, {}).glyphs();
    CHECK(screen.find("pex             2       3    5.0M") != std::string::npos);
    CHECK(screen.find("incoming        0       0       0") != std::string::npos);
    CHECK(screen.find("too few peers from two sources") != std::string::npos);
}

TEST_CASE("reduce: pieces that a seed hides are not called lost") {
    User user;
    user.state.list.cursor = 2;
    for (auto const* const key : {"Enter", "c"})
        user.press({key});
    auto const screen = [&] {
        return render(user.model, user.state, {}).glyphs();
    };
    CHECK(screen().find("held by nobody we know") != std::string::npos);
    user.model.details.health->throughput.has_hidden_source = true;
    CHECK(screen().find("that a seed shows one by one") != std::string::npos);
}
