#include "tests/bench/attached_screen.hpp"

#include "core/control/control_server.hpp"
#include "tests/support/poll.hpp"
#include "tests/support/temp_dir.hpp"
#include "tests/unit/tui/demo_swarm.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <mutex>
#include <poll.h>
#include <pty.h>
#include <sys/wait.h>
#include <unistd.h>

namespace shoal::test {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t torrent_count = 10'000;
constexpr std::array busy_counts{500UL, torrent_count}; ///< of them, change each second
constexpr auto settling = 4s;
constexpr auto watching = 15s;
constexpr int keys = 40;

/// Torrents that stand still: what moves steadily would go on filling its graphs.
std::shared_ptr<api::Snapshot const> torrents_at_rest() {
    auto snapshot = std::make_shared<api::Snapshot>(*many_torrents(torrent_count));
    for (auto& torrent : snapshot->torrents) {
        auto resting = *torrent;
        resting.down_rate = resting.up_rate = 0;
        torrent = std::make_shared<api::TorrentView const>(std::move(resting));
    }
    return snapshot;
}

/// A session that never ends, some of whose torrents move.
class MovingEngine final : public api::Engine {
public:
    void submit(api::Command /*command*/, api::Done done) override { done(api::Reply{}); }

    void ask(api::Question /*question*/, api::Answered answered) override {
        answered(api::Answer{api::WhyView{}});
    }

    [[nodiscard]] std::shared_ptr<api::Snapshot const> snapshot() const override {
        std::scoped_lock lock(mutex_);
        return snapshot_;
    }

    void move(std::size_t how_many) {
        auto next = std::make_shared<api::Snapshot>(*snapshot());
        ++next->revision;
        for (std::size_t i = 0; i < how_many; ++i) {
            auto& torrent = next->torrents[(i * 37 + next->revision * 11) % torrent_count];
            auto changed = *torrent;
            changed.revision = next->revision;
            changed.down_rate = (changed.down_rate * 3 + 70'001) % 9'000'000;
            changed.done = std::min(changed.wanted, changed.done + changed.down_rate);
            torrent = std::make_shared<api::TorrentView const>(std::move(changed));
        }
        std::scoped_lock lock(mutex_);
        snapshot_ = std::move(next);
    }

private:
    mutable std::mutex mutex_;
    std::shared_ptr<api::Snapshot const> snapshot_ = torrents_at_rest();
};

/// The daemon's end. Moves as many as the file `busy` says; ends by a signal.
[[noreturn]] void serve(fs::path const& socket, fs::path const& busy) {
    MovingEngine engine;
    engine.move(0);
    auto const server = control::ControlServer::start(engine, {.socket = socket}, "bench");
    if (!server)
        std::_Exit(1);
    while (true) {
        (void)poll_until(1s, [] { return false; });
        std::size_t how_many = 0;
        if (std::ifstream{busy} >> how_many)
            engine.move(how_many);
    }
}

double cpu_seconds(pid_t pid) {
    std::ifstream file{fmt::format("/proc/{}/stat", pid)};
    std::string text{std::istreambuf_iterator<char>{file}, {}};
    auto rest = std::istringstream{text.substr(text.rfind(')') + 2)};
    std::string word;
    for (int i = 3; i < 14; ++i) // fields 14 and 15: user and system time
        rest >> word;
    double user = 0;
    double system = 0;
    rest >> user >> system;
    return (user + system) / static_cast<double>(::sysconf(_SC_CLK_TCK));
}

double mib_of(pid_t pid) {
    std::ifstream file{fmt::format("/proc/{}/statm", pid)};
    double pages = 0;
    file >> pages >> pages; // the second is what is resident
    return pages * static_cast<double>(::sysconf(_SC_PAGESIZE)) / (1 << 20);
}

/// Reads what comes until then; how much that was.
std::int64_t drain(int terminal, Clock::time_point until) {
    std::int64_t bytes = 0;
    std::array<char, 65536> buffer{};
    while (true) {
        auto const left = std::chrono::ceil<std::chrono::milliseconds>(until - Clock::now());
        pollfd watched{terminal, POLLIN, 0};
        if (left.count() <= 0 || ::poll(&watched, 1, static_cast<int>(left.count())) <= 0)
            return bytes;
        auto const got = ::read(terminal, buffer.data(), buffer.size());
        if (got <= 0)
            return bytes;
        bytes += got;
    }
}

/// Until the first byte that the key brings about, in ms.
double answer_time(int terminal, std::string_view key) {
    auto const begin = Clock::now();
    (void)!::write(terminal, key.data(), key.size());
    pollfd watched{terminal, POLLIN, 0};
    ::poll(&watched, 1, 5000);
    auto const time = std::chrono::duration<double, std::milli>(Clock::now() - begin).count();
    (void)drain(terminal, Clock::now() + 60ms);
    return time;
}

void watch(pid_t screen, int terminal, std::string_view what) {
    (void)drain(terminal, Clock::now() + settling);
    auto const before = cpu_seconds(screen);
    auto const bytes = drain(terminal, Clock::now() + watching);
    auto const seconds = std::chrono::duration<double>(watching).count();
    fmt::print(
        "attached, {} torrents, {}: {:.1f} % of a core, {:.0f} bytes/s, {:.1f} MiB resident\n",
        torrent_count, what, (cpu_seconds(screen) - before) / seconds * 100,
        static_cast<double>(bytes) / seconds, mib_of(screen));
}

void watch_keys(int terminal) {
    std::vector<double> times;
    for (int i = 0; i < keys; ++i)
        times.push_back(answer_time(terminal, i % 4 == 0 ? "G" : i % 4 == 1 ? "g" : "j"));
    std::ranges::sort(times);
    fmt::print(
        "attached, a key to the first byte of the frame: median {:.1f} ms, worst {:.1f} ms\n",
        times[times.size() / 2], times.back());
}

void end(pid_t child) {
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
}

} // namespace

void measure_attached_screen() {
    TempDir const dir;
    fs::create_directories(dir / "shoal");
    pid_t const server = ::fork();
    if (server == 0)
        serve(dir / "shoal" / "control.sock", dir / "busy");
    if (!poll_until(20s, [&] { return fs::exists(dir / "shoal" / "control.sock"); }))
        std::_Exit(1);
    winsize window{.ws_row = 36, .ws_col = 120, .ws_xpixel = 0, .ws_ypixel = 0};
    int terminal = -1;
    pid_t const screen = ::forkpty(&terminal, nullptr, nullptr, &window);
    if (screen == 0) {
        ::setenv("TERM", "xterm-256color", 1); // NOLINT(concurrency-mt-unsafe): one thread
        ::setenv("LC_ALL", "C.UTF-8", 1);      // NOLINT(concurrency-mt-unsafe)
        ::setenv("XDG_RUNTIME_DIR", dir.path().c_str(), 1); // NOLINT(concurrency-mt-unsafe)
        ::execl(SHOAL_BINARY, "shoal", nullptr);
        std::_Exit(127);
    }
    watch(screen, terminal, "nothing happens");
    watch_keys(terminal);
    for (auto const many : busy_counts) {
        std::ofstream{dir / "busy"} << many;
        watch(screen, terminal, fmt::format("{} of them change each second", many));
    }
    end(screen);
    end(server);
    ::close(terminal);
}

} // namespace shoal::test
