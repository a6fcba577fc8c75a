// What the terminal UI costs: time from a key to a frame with many torrents, and bytes written to a
// real pseudo-terminal by a busy screen and by one where nothing happens.
#include "tests/bench/attached_screen.hpp"
#include "tests/unit/tui/demo_swarm.hpp"
#include "ui-cli/term/curses_screen.hpp"
#include "ui-cli/tui/reduce.hpp"
#include "ui-cli/tui/view.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <poll.h>
#include <pty.h>
#include <sys/wait.h>
#include <unistd.h>

namespace {

using namespace shoal;

constexpr term::Size screen_size{120, 36};
constexpr std::size_t torrent_count = 10'000;

double milliseconds_of(auto const& work) {
    auto const begin = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin)
        .count();
}

/// Keys that make it sort, filter, page and mark.
std::vector<std::string> busy_keys() {
    std::vector<std::string> keys;
    for (int round = 0; round < 5; ++round)
        for (auto const* const key :
             {"j", "PgDn", "s", "s", "G", "g", " ", "I", "/", "7", "7", "Esc", "A", "i"})
            keys.emplace_back(key);
    return keys;
}

void measure_keys() {
    tui::Model model;
    model.snapshot = test::many_torrents(torrent_count);
    (void)model.history.sample(*model.snapshot, SteadyTime{std::chrono::hours{1}});
    tui::ViewState state;
    state.size = screen_size;
    state = tui::reconcile(std::move(state), model);
    std::vector<double> times;
    for (auto const& key : busy_keys())
        times.push_back(milliseconds_of([&] {
            state = tui::reduce(std::move(state), {key}, model).state;
            (void)tui::render(model, state, {});
        }));
    std::ranges::sort(times);
    fmt::print("{} torrents, a key to a frame of 120x36: median {:.1f} ms, worst {:.1f} ms\n",
               torrent_count, times[times.size() / 2], times.back());
}

/// As the loop draws, each second another snapshot.
void draw_seconds(int seconds, bool is_busy) {
    auto screen = term::open_curses({});
    if (!screen)
        std::_Exit(1);
    auto model = test::demo_model();
    model.snapshot = test::many_torrents(100); // more than there are rows, and all of them move
    tui::ViewState state;
    state.size = (*screen)->size();
    for (int second = 0; second < seconds; ++second) {
        auto next = std::make_shared<api::Snapshot>(*model.snapshot);
        for (auto& torrent : next->torrents) {
            auto changed = *torrent;
            changed.down_rate = changed.down_rate * (90 + second * 7 % 21) / 100;
            changed.up_rate = changed.up_rate * (90 + second * 5 % 21) / 100;
            changed.done = std::min(changed.wanted, changed.done + changed.down_rate);
            torrent = std::make_shared<api::TorrentView const>(std::move(changed));
        }
        if (is_busy)
            model.snapshot = next;
        state = tui::reconcile(std::move(state), model);
        (*screen)->draw(tui::render(model, state, (*screen)->caps()));
    }
}

/// Bytes that a child writes to a terminal of its own.
std::int64_t bytes_of(int seconds, bool is_busy) {
    winsize window{.ws_row = 36, .ws_col = 120, .ws_xpixel = 0, .ws_ypixel = 0};
    int terminal = -1;
    pid_t const child = ::forkpty(&terminal, nullptr, nullptr, &window);
    if (child == 0) {
        ::setenv("TERM", "xterm-256color", 1); // NOLINT(concurrency-mt-unsafe): one thread
        ::setenv("LC_ALL", "C.UTF-8", 1);      // NOLINT(concurrency-mt-unsafe)
        draw_seconds(seconds, is_busy);
        std::_Exit(0);
    }
    std::int64_t bytes = 0;
    char buffer[65536];
    for (ssize_t got = 0; (got = ::read(terminal, buffer, sizeof buffer)) > 0;)
        bytes += got;
    ::close(terminal);
    ::waitpid(child, nullptr, 0);
    return bytes;
}

} // namespace

int main() {
    test::measure_attached_screen();
    measure_keys();
    std::fflush(stdout); // before forking
    constexpr int seconds = 30;
    auto const first = bytes_of(1, false);
    auto const busy = bytes_of(1 + seconds, true) - bytes_of(1, true);
    auto const idle = bytes_of(1 + seconds, false) - first;
    fmt::print("first frame of 120x36, with opening and closing: {} bytes\n", first);
    fmt::print("a busy frame a second: {} bytes each; one where nothing happens: {} bytes\n",
               busy / seconds, idle / seconds);
}
