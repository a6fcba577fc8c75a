// The real screen on a terminal that we play: what it answers must not become keys.
#include "ui-cli/term/background.hpp"
#include "ui-cli/term/curses_screen.hpp"

#include <doctest/doctest.h>

#include <array>
#include <csignal>
#include <cstdlib>
#include <poll.h>
#include <pty.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace shoal;
using namespace shoal::term;

namespace {

constexpr int patience = 10'000; // ms

/// A user of the screen who tells what comes, until q.
[[noreturn]] void tell_keys(int to) {
    ::setenv("TERM", "xterm-256color", 1); // NOLINT(concurrency-mt-unsafe): one thread
    ::setenv("LC_ALL", "C.UTF-8", 1);      // NOLINT(concurrency-mt-unsafe)
    ::unsetenv("TMUX");                    // NOLINT(concurrency-mt-unsafe)
    auto screen = open_curses({});
    bool is_over = !screen;
    while (!is_over) {
        (*screen)->wait(std::chrono::steady_clock::now() + std::chrono::seconds{10});
        auto const inputs = (*screen)->read();
        is_over = inputs.empty();
        for (auto const& input : inputs) {
            is_over |= input.key == "q";
            auto const line = input.key + " ";
            (void)!::write(to, line.data(), line.size());
        }
    }
    if (screen)
        screen->reset();
    std::_Exit(0);
}

/// What comes until `end` does, or until there is an end.
std::string read_until(int from, std::string_view end) {
    std::string text;
    std::array<char, 4096> buffer{};
    pollfd watched{from, POLLIN, 0};
    while (end.empty() || text.find(end) == std::string::npos) {
        if (::poll(&watched, 1, patience) <= 0)
            break;
        auto const got = ::read(from, buffer.data(), buffer.size());
        if (got <= 0)
            break;
        text.append(buffer.data(), static_cast<std::size_t>(got));
    }
    return text;
}

/// The keys that the screen tells of when the terminal sends that, once it was asked.
std::string keys_of(std::string_view sent) {
    std::array<int, 2> told{};
    REQUIRE(::pipe(told.data()) == 0);
    winsize window{.ws_row = 24, .ws_col = 80, .ws_xpixel = 0, .ws_ypixel = 0};
    int terminal = -1;
    pid_t const child = ::forkpty(&terminal, nullptr, nullptr, &window);
    if (child == 0)
        tell_keys(told[1]);
    ::close(told[1]);
    CHECK(read_until(terminal, background_question).find(background_question) != std::string::npos);
    (void)!::write(terminal, sent.data(), sent.size());
    auto keys = read_until(told[0], "");
    ::kill(child, SIGKILL); // should it hang
    ::waitpid(child, nullptr, 0);
    ::close(told[0]);
    ::close(terminal);
    return keys;
}

} // namespace

TEST_CASE("curses: a light background is news of the colours, and no key") {
    CHECK(keys_of("\x1b]11;rgb:ffff/ffff/ffff\x07q") == "Colours q ");
    CHECK(keys_of("j\x1b]11;rgb:ffff/ffff/ffff\x1b\\q") == "j Colours q ");
}

TEST_CASE("curses: an answer that is none becomes no keys either") {
    CHECK(keys_of("\x1b]11;rRyes\x07q") == "q ");
    CHECK(keys_of("\x1b]11;\x07q") == "q ");
    CHECK(keys_of("\x1b]11;rgb:ff\rq") == "q "); // broken off
    CHECK(keys_of("\x1b]11;" + std::string(3000, 'r') + "\x1b\\q") == "q ");
}

TEST_CASE("curses: only the first answer counts, others become no keys") {
    CHECK(keys_of("\x1b]11;?\x07\x1b]11;rgb:ff/ff/ff\x07q") == "q ");
    CHECK(keys_of("\x1b]11;rgb:f/f/f\x07\x1b]11;rgb:0/0/0\x07q") == "Colours q ");
}

TEST_CASE("curses: who is not answered is not kept waiting") {
    CHECK(keys_of("jq") == "j q ");
}

TEST_CASE("curses: keys are known in the way of other terminals than TERM names, too") {
    CHECK(keys_of("\x1b[1~\x1b[4~\x1b[7~\x1b[8~q") == "Home End Home End q ");
    CHECK(keys_of("\x1b[A\x1bOB\x1b[11~\x1bOS\x1b[[Eq") == "Up Down F1 F4 F5 q ");
    CHECK(keys_of("\x1b[2~\x1b[3~q") == "Insert Delete q ");
}

TEST_CASE("curses: keys that are not known become no others") {
    CHECK(keys_of("\x1b[7$\x1b[1;31Rq") == "q ");
    CHECK(keys_of("j\x1b[99;9~k\x1b[27;5;82~q") == "j k q ");
    CHECK(keys_of("j\x1bOyk\x1b[57u q") == "j k   q ");
}

TEST_CASE("curses: Esc is a key, whatever is typed behind it") {
    CHECK(keys_of("\x1bjq") == "Esc j q ");
}
