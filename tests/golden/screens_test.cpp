#include "core/base/file.hpp"
#include "tests/unit/tui/demo_swarm.hpp"
#include "ui-cli/tui/reduce.hpp"
#include "ui-cli/tui/view.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <cstdlib>

// Every screen as text, as a user would come to it: by keys. Reading a change of these files is
// reviewing the screen. scripts/update-golden writes them anew.

namespace {

using namespace shoal;
using term::Caps;
using term::Charset;

constexpr term::Size sizes[] = {{120, 40}, {80, 24}, {40, 10}};

/// Keys, one after the other, from the list with its cursor on `demo_open`.
tui::ViewState after(std::vector<std::string> const& keys, term::Size size,
                     tui::Model const& model) {
    tui::ViewState state;
    state.size = size;
    state.list.cursor = model.snapshot->torrents.empty() ? 0 : test::demo_open;
    state = tui::reconcile(std::move(state), model);
    for (auto const& key : keys)
        state = tui::reduce(std::move(state), {key}, model).state;
    return state;
}

std::string pictures(std::vector<std::string> const& keys, tui::Model const& model) {
    std::string text;
    for (auto const size : sizes) {
        auto const state = after(keys, size, model);
        auto const blocks = tui::render(model, state, Caps{Charset::utf8, true});
        auto const plain = tui::render(model, state, Caps{Charset::ascii, false});
        text +=
            fmt::format("=== {}x{}, blocks\n{}=== roles\n{}=== ASCII, no colours\n{}", size.columns,
                        size.rows, blocks.glyphs(), blocks.roles(), plain.glyphs());
    }
    return text;
}

fs::path golden(std::string const& name) {
    return fs::path{SHOAL_TESTDATA} / "golden" / "screens" / (name + ".txt");
}

/// Where two texts part, with the lines around.
std::string first_difference(std::string const& wanted, std::string const& got) {
    std::size_t begin = 0;
    int line = 1;
    for (std::size_t i = 0; i < std::min(wanted.size(), got.size()) && wanted[i] == got[i]; ++i)
        if (wanted[i] == '\n') {
            begin = i + 1;
            ++line;
        }
    auto const line_of = [&](std::string const& text) {
        return begin < text.size() ? text.substr(begin, text.find('\n', begin) - begin)
                                   : std::string{"(end)"};
    };
    return fmt::format("line {}\n  wanted: {}\n  got:    {}", line, line_of(wanted), line_of(got));
}

void check_screens(std::string const& name, std::vector<std::string> const& keys,
                   tui::Model const& model = test::demo_model()) {
    auto const got = pictures(keys, model);
    // NOLINTNEXTLINE(concurrency-mt-unsafe): nothing here sets it
    if (std::getenv("SHOAL_UPDATE_GOLDEN")) {
        REQUIRE(write_file(golden(name), got, Overwrite::yes));
        return;
    }
    auto const wanted = read_file(golden(name), 1 << 22);
    REQUIRE(wanted);
    CHECK_MESSAGE(*wanted == got, name, ": ", first_difference(*wanted, got),
                  "\n  if this is meant: scripts/update-golden");
}

} // namespace

TEST_CASE("screens: the list of torrents") {
    check_screens("list", {});
}

TEST_CASE("screens: the list while a filter is typed, with marks and an order") {
    check_screens("list-filter", {" ", " ", "s", "s", "s", "/", "s", "t", "a", "t", "e", "=",
                                  "d", "o", "w", "n", "l", "o", "a", "d", "i", "n", "g"});
}

TEST_CASE("screens: a list without torrents says what to do") {
    check_screens("list-empty", {}, tui::Model{});
}

TEST_CASE("screens: overview of a torrent") {
    check_screens("overview", {"Enter"});
}

TEST_CASE("screens: files as a tree") {
    check_screens("files", {"Enter", "f", "j", "j", "j"});
}

TEST_CASE("screens: peers by who serves whom") {
    check_screens("peers", {"Enter", "e", "j"});
}

TEST_CASE("screens: map of the pieces") {
    check_screens("pieces", {"Enter", "c"});
}

TEST_CASE("screens: trackers") {
    check_screens("trackers", {"Enter", "t", "j"});
}

TEST_CASE("screens: the log") {
    check_screens("log", {"3"});
}

TEST_CASE("screens: help of the list") {
    check_screens("help", {"?"});
}

TEST_CASE("screens: adding a torrent") {
    check_screens("add", {"a", "m", "a", "g", "n", "e", "t", ":", "?", "d", "n", "=", "x"});
}

TEST_CASE("screens: removing several torrents and their data is asked first") {
    check_screens("remove", {" ", " ", "R", "y", "e"});
}

TEST_CASE("screens: limits, with one that is no rate") {
    check_screens("limits", {"d", "m", "u", "c", "h", "Enter"});
}
