#include "tests/e2e/desk.hpp"
#include "tests/support/await.hpp"

#include <algorithm>
#include <array>
#include <csignal>

using namespace shoal::test;
using namespace std::chrono_literals;

namespace {

Terminal::Options alone() {
    static Shoal const shoal{address(3)};
    return world_of(shoal);
}

} // namespace

TEST_CASE("screen: a user adds a torrent, watches it complete, looks into it and leaves") {
    Pair pair{8 << 20};
    Desk desk{world_of(pair.leech)};
    auto& terminal = desk.terminal;
    terminal.type("a");
    terminal.await_text("Add a torrent");
    terminal.type(pair.torrent.string(), {"Tab", "C-u"});
    terminal.type(pair.out().string(), {"Enter"});
    terminal.await_text("1 torrent");
    terminal.await_text("> D file.bin");
    pair.seed({"--peer", pair.leech.endpoint()});
    terminal.await_text("file.bin is complete", 60s);
    CHECK(pair.difference() == "");
    terminal.type("", {"Enter"});
    terminal.await_text("32 pieces × 256 KiB");
    terminal.type("q3");
    terminal.await_text("complete: every selected piece is verified");
    terminal.type("1q");
    terminal.await_text("y or Enter ends it");
    terminal.type("y");
    desk.check_restored("left with 0");
}

TEST_CASE("screen: a magnet that is pasted opens the dialog") {
    Desk desk{alone()};
    desk.terminal.paste("magnet:?xt=urn:btih:0123456789abcdef0123456789abcdef01234567&dn=pasted\n");
    desk.terminal.await_text("a magnet link: pasted");
    desk.terminal.type("", {"Escape"});
    desk.terminal.type("q");
    desk.check_restored("left with 0");
}

TEST_CASE("screen: it follows the size of its window, down to the smallest") {
    Desk desk{alone()};
    desk.terminal.resize(40, 10);
    desk.terminal.await_text("F1 Help  Enter Open");
    desk.terminal.resize(30, 8);
    desk.terminal.await_text("needs 40 columns");
    desk.terminal.resize(120, 36);
    desk.terminal.await_text("RATIO");
    desk.terminal.type("q");
    desk.check_restored("left with 0");
}

TEST_CASE("screen: a signal to end gives the terminal back") {
    Desk desk{alone()};
    ::kill(desk.terminal.foreground(), SIGTERM);
    desk.check_restored("left with 143");
}

TEST_CASE("screen: a crash gives the terminal back") {
    Desk desk{alone()};
    ::kill(desk.terminal.foreground(), SIGSEGV);
    desk.check_restored("left with 139");
}

TEST_CASE("screen: it stops for the shell, and comes back") {
    Desk desk{alone()};
    desk.terminal.type("", {"C-z"});
    await("the shell has the terminal", 10s,
          [&] { return desk.terminal.fact("alternate_on") == "0"; });
    desk.terminal.type("fg", {"Enter"});
    desk.terminal.await_text("No torrents yet");
    desk.terminal.type("q");
    await("it has left", 10s, [&] { return desk.terminal.fact("alternate_on") == "0"; });
    CHECK(desk.terminal.ask_shell("stty -g") == desk.modes);
}

namespace {

constexpr auto magnet = "magnet:?xt=urn:btih:0123456789abcdef0123456789abcdef01234567&dn=pasted";

/// Control sequences that the terminal did not take as such.
bool has_garbage(std::string const& screen) {
    return std::ranges::any_of(
        std::array{"[?", "[0m", "]11", "rgb:", "]52", "^[", ";5;", "\xef\xbf\xbd"},
        [&](auto const* part) { return screen.find(part) != std::string::npos; });
}

/// Keys, and what the screen then shows.
struct Visit {
    std::string keys;
    std::vector<std::string> named_keys;
    std::string text;
};

/// Every screen, with one torrent in the list.
std::vector<Visit> all_screens() {
    return {{"?", {}, "filter the list while you type"},
            {"x2", {}, "REACHABILITY"},
            {"", {"Tab"}, "REPLY LATENCY"},
            {"", {"Tab"}, "follow ON"},
            {"", {"Tab"}, "queue.downloads"},
            {"1a", {}, "Save to"},
            {"", {"C-c"}, "pasted"},
            {"C", {}, "Make a .torrent"},
            {"", {"C-c"}, "pasted"},
            {"d", {}, "Alt. up"},
            {"", {"C-c"}, "pasted"},
            {"\\pas", {}, "Enter keeps it"},
            {"", {"C-c"}, "pasted"},
            {":lim", {"Tab"}, ":limit"},
            {"", {"C-c"}, "F1 Help"},
            {"", {"Enter"}, "[o Overview]"},
            {"f", {}, "[f Files]"},
            {"e", {}, "No peer is connected"},
            {"c", {}, "[c Pieces]"},
            {"t", {}, "[t Sources]"},
            {"q", {}, "pasted"}};
}

} // namespace

TEST_CASE("screen: terminals of every kind show every screen, and are given back") {
    for (auto const* const term : {"tmux-256color", "xterm-256color", "screen", "linux", "vt100"}) {
        CAPTURE(term);
        Shoal const shoal{address(3)};
        auto options = world_of(shoal);
        options.term = term;
        if (options.term == "vt100")
            options.env.emplace_back("NO_COLOR", "1");
        Desk desk{options};
        auto& terminal = desk.terminal;
        terminal.type("a");
        terminal.await_text("Add a torrent");
        terminal.type(magnet, {"Enter"});
        terminal.await_text("1 torrent");
        for (auto const& [keys, named_keys, text] : all_screens()) {
            terminal.type(keys, named_keys);
            terminal.await_text(text);
            auto const screen = terminal.screen();
            CHECK_FALSE_MESSAGE(has_garbage(screen), screen);
        }
        terminal.type("Q");
        terminal.await_text("y or Enter ends it");
        terminal.type("y");
        desk.check_restored("left with 0");
    }
}

TEST_CASE("screen: a magnet link is copied through the terminal") {
    Shoal const shoal{address(3)};
    Desk desk{world_of(shoal)};
    auto& terminal = desk.terminal;
    terminal.paste(magnet);
    terminal.await_text("a magnet link: pasted");
    terminal.type("", {"Enter"});
    terminal.await_text("1 torrent");
    terminal.type("y");
    await("the terminal has it", 10s, [&] {
        return terminal.clipboard().find("urn:btih:0123456789abcdef0123456789abcdef01234567") !=
               std::string::npos;
    });
    terminal.type("Qy");
    desk.check_restored("left with 0");
}

TEST_CASE("screen: a locale without UTF-8 gets ASCII, and who wants it") {
    auto without = alone();
    without.env.emplace_back("LC_ALL", "C");
    for (auto const& [options, flags] :
         {std::pair{without, ""}, {without, "--glyphs braille"}, {alone(), "--glyphs ascii"}}) {
        Desk desk{options, flags};
        auto const screen = desk.terminal.screen();
        CHECK(std::ranges::all_of(screen,
                                  [](char c) { return static_cast<unsigned char>(c) < 0x80; }));
        desk.terminal.type("q");
        desk.check_restored("left with 0");
    }
}

TEST_CASE("screen: a click presses a key of the bar, the wheel moves") {
    auto options = alone();
    options.term = "xterm-256color";
    Desk desk{options};
    desk.terminal.type("\x1b[<0;2;24M");
    desk.terminal.await_text("Keys of the list of torrents");
    desk.terminal.type("x");
    desk.terminal.await_text("No torrents yet");
    desk.terminal.type("\x1b[<65;2;5M"); // over nothing
    desk.terminal.type("q");
    desk.check_restored("left with 0");
}

TEST_CASE("screen: rtorrent's keys, for those who have them in their fingers") {
    Shoal const shoal{address(3)};
    Desk desk{world_of(shoal), "--keys rtorrent --theme light"};
    desk.terminal.type("S");
    desk.terminal.await_text("of 5.0K");
    desk.terminal.type("SS");
    desk.terminal.await_text("of 15K");
    desk.terminal.type("", {"C-q"});
    desk.check_restored("left with 0");
}

TEST_CASE("screen: a dumb terminal gets lines, and gives commands as lines") {
    Shoal const shoal{address(3)};
    auto options = world_of(shoal);
    options.term = "dumb";
    Desk desk{options, "", "a session of our own; 0 torrents."};
    desk.terminal.type("limit --up 1MiB/s", {"Enter"});
    desk.terminal.await_text("up 1 MiB/s");
    desk.terminal.type("pause 7", {"Enter"});
    desk.terminal.await_text("no torrent has this number");
    desk.terminal.type("quit", {"Enter"});
    desk.check_restored("left with 0");
}

TEST_CASE("screen: in a pipe it says what there is, and ends with its input") {
    Shoal const shoal{address(3)};
    auto const outcome = shoal.run({"--plain"});
    CHECK(outcome.status == 0);
    CHECK(outcome.out.find("a session of our own; 0 torrents.") != std::string::npos);
}

TEST_CASE("screen: without a terminal there is none, but help") {
    Shoal const shoal{address(3)};
    auto const outcome = shoal.run({});
    CHECK(outcome.status == 2);
    CHECK(outcome.out.find("Commands") != std::string::npos);
}

namespace {

// Of keys in the bar, by theme.cpp.
constexpr auto dark_key = "38;5;74m";
constexpr auto light_key = "38;5;25m";

Terminal::Options before(std::string const& background) {
    auto options = alone();
    options.background = background;
    return options;
}

void await_colour(Terminal& terminal, std::string const& colour) {
    await(
        "the screen has the colour " + colour, 10s,
        [&] { return terminal.coloured_screen().find(colour) != std::string::npos; },
        [&] { return terminal.coloured_screen(); });
}

} // namespace

TEST_CASE("screen: a terminal that tells of a light background gets the light theme") {
    Desk desk{before("#ffffff")};
    await_colour(desk.terminal, light_key);
    CHECK_FALSE(has_garbage(desk.terminal.screen()));
    desk.terminal.type("q");
    desk.check_restored("left with 0");
}

TEST_CASE("screen: on a dark background, and where the user says so, the theme is dark") {
    for (auto const& [background, command] :
         {std::pair{"#101010", ""}, std::pair{"#ffffff", "--theme dark"}}) {
        Desk desk{before(background), command};
        await_colour(desk.terminal, dark_key);
        desk.terminal.type("3");
        desk.terminal.await_text("follow ON");
        CHECK(desk.terminal.coloured_screen().find(light_key) == std::string::npos);
        desk.terminal.type("q");
        desk.terminal.type("q");
        desk.check_restored("left with 0");
    }
}

TEST_CASE(
    "screen: no more colours than the user wants, and some where the environment wants none") {
    struct Case {
        std::string_view term;
        bool no_color;
        std::string flags;
        std::string wanted; ///< of keys in the bar; empty: no colour at all
    };

    // tmux tells of a colour of the first eight as 3n.
    for (auto const& [term, no_color, flags, wanted] :
         {Case{"xterm-256color", true, "", ""},
          Case{"xterm-256color", true, "--color always", dark_key},
          Case{"xterm-256color", false, "--color never", ""},
          Case{"xterm-256color", false, "--color 16", "36m"},
          Case{"xterm", false, "--color 256", dark_key}}) {
        auto options = before("#101010");
        options.term = term;
        if (no_color)
            options.env.emplace_back("NO_COLOR", "1");
        Desk desk{options, flags};
        if (wanted.empty())
            CHECK(desk.terminal.coloured_screen().find(";5;") == std::string::npos);
        else
            await_colour(desk.terminal, wanted);
        desk.terminal.type("q");
        desk.check_restored("left with 0");
    }
}

TEST_CASE("screen: high contrast is on black, whatever the terminal has behind its text") {
    Desk desk{before("#ffffff"), "--theme high-contrast"};
    await_colour(desk.terminal, "48;5;16m");
    desk.terminal.type("q");
    desk.check_restored("left with 0");
}

TEST_CASE("screen: keys of the user's own, and a line that is wrong is named") {
    Shoal const shoal{address(3)};
    auto const config = shoal.home() / "CONFIG/shoal/config.toml";
    shoal::fs::create_directories(config.parent_path());
    REQUIRE(shoal::write_file(config, "[keys]\nhelp = \"F12\"\n", shoal::Overwrite::yes));
    {
        Desk desk{world_of(shoal)};
        desk.terminal.await_text("F12 Help");
        desk.terminal.type("", {"F12"});
        desk.terminal.await_text("Keys of the list of torrents");
        desk.terminal.type("xq");
        desk.check_restored("left with 0");
    }
    REQUIRE(shoal::write_file(config, "[keys]\nhelp = \"p\"\n", shoal::Overwrite::yes));
    auto const outcome = shoal.run({"--plain"});
    CHECK(outcome.status != 0);
    CHECK(outcome.err.find("config.toml:2") != std::string::npos);
    CHECK(outcome.err.find("'p' does 'pause'") != std::string::npos);
}

TEST_CASE("screen: who leaves at once leaves no answer of the terminal to the shell") {
    Terminal terminal{before("#ffffff")};
    terminal.type(std::string{SHOAL_BINARY} + "; echo left with $?", {"Enter"});
    terminal.type("q");
    terminal.await_text("left with 0");
    CHECK(terminal.ask_shell("echo clean") == "clean");
    CHECK_FALSE(has_garbage(terminal.screen()));
}
