// That what the engine does in each turn waits for no thread of libtorrent: they are all frozen
// meanwhile, each in a signal handler that waits to be let go.

#include "core/engine/lt/lt_session.hpp"
#include "tests/support/await.hpp"

#include <doctest/doctest.h>

#include <csignal>
#include <fstream>
#include <future>
#include <semaphore.h>
#include <sys/syscall.h>
#include <thread>
#include <unistd.h>

using namespace shoal;
using namespace shoal::engine;
using namespace std::chrono_literals;

namespace {

sem_t frozen;
sem_t thaw;
sem_t thawed;

void freeze(int) {
    int const error = errno;
    ::sem_post(&frozen);
    while (::sem_wait(&thaw) != 0) { // interrupted
    }
    ::sem_post(&thawed);
    errno = error;
}

/// Asio's own threads take no signals; they resolve names, which nothing here does.
bool takes_signals(fs::path const& task) {
    std::ifstream status{task / "status"};
    for (std::string line; std::getline(status, line);)
        if (line.starts_with("SigBlk:"))
            return ((std::stoull(line.substr(7), nullptr, 16) >> (SIGUSR1 - 1)) & 1U) == 0;
    return false;
}

/// Every other thread of this process stands still while this lives.
class Frost {
public:
    Frost() {
        ::sem_init(&frozen, 0, 0);
        ::sem_init(&thaw, 0, 0);
        ::sem_init(&thawed, 0, 0);

        struct sigaction action {};

        action.sa_handler = freeze;
        action.sa_flags = SA_RESTART;
        ::sigaction(SIGUSR1, &action, nullptr);
        auto const us = static_cast<pid_t>(::syscall(SYS_gettid));
        for (auto const& entry : fs::directory_iterator{"/proc/self/task"})
            if (auto const thread = std::stoi(entry.path().filename());
                thread != us && takes_signals(entry.path()))
                count_ += ::syscall(SYS_tgkill, ::getpid(), thread, SIGUSR1) == 0 ? 1 : 0;
        for (int i = 0; i < count_; ++i)
            ::sem_wait(&frozen);
    }

    ~Frost() {
        for (int i = 0; i < count_; ++i)
            ::sem_post(&thaw);
        for (int i = 0; i < count_; ++i)
            ::sem_wait(&thawed);
    }

    Frost(Frost const&) = delete;
    Frost& operator=(Frost const&) = delete;

    [[nodiscard]] int threads() const { return count_; }

private:
    int count_ = 0;
};

/// Whether it comes to its end while all other threads stand still. If not, it does later.
bool needs_nobody(std::function<void()> act, std::chrono::milliseconds limit) {
    std::promise<void> done;
    auto end = done.get_future();
    std::jthread worker;
    std::future_status status{};
    {
        Frost const frost;
        REQUIRE(frost.threads() > 1);
        worker = std::jthread{[&] {
            act();
            done.set_value();
        }};
        status = end.wait_for(limit);
    }
    worker.join();
    return status == std::future_status::ready;
}

void turn(Wire& wire, api::TorrentId id) {
    wire.refresh();
    wire.focus(id);
    (void)wire.poll();
    (void)wire.figures();
    wire.announce_dht(id);
    wire.announce_lsd(id);
    wire.meet_trackers(id);
    wire.seek_peers(id, {});
    wire.dial_utp(true);
    wire.set_limits({.up = 1 << 20, .down = 1 << 20});
    wire.pause(id);
    wire.resume(id);
    wire.save_resume(id);
}

} // namespace

TEST_CASE("wire: what the engine does in each turn waits for no other thread") {
    auto opened =
        open_session({.listen = {{"127.0.0.1", 0}}, .lsd = false, .portmap = false}, {}, [] {});
    REQUIRE(opened);
    auto& wire = **opened;
    wire.add({.id = 1, .magnet = "magnet:?xt=urn:btih:" + std::string(40, '1'), .dir = "/"});
    bool has_joined = false;
    test::await("the torrent joined", 20s, [&] {
        for (auto const& event : wire.poll())
            has_joined = has_joined || std::holds_alternative<Joined>(event);
        return has_joined;
    });
    // A thread may be caught with a lock of the allocator; it is not three times.
    bool passed = false;
    for (int i = 0; i < 3 && !passed; ++i)
        passed = needs_nobody([&] { turn(wire, 1); }, 2s);
    CHECK(passed);
    // That waiting shows: this is one of those that wait, as the door says.
    CHECK(!needs_nobody([&] { (void)wire.peers(1); }, 200ms));
}
