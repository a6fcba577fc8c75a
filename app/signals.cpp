#include "app/signals.hpp"

#include "core/base/clock.hpp"

#include <csignal>
#include <unistd.h>

namespace shoal::app {
namespace {

// timeout(1) signals its child, then its whole group: twice within microseconds, meant once.
constexpr auto same_request = 30ms;

sigset_t watched_signals() {
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGHUP);
    sigaddset(&set, SIGUSR1); // our own: wakes the waiting thread when the process ends
    return set;
}

} // namespace

Signals::Signals() {
    sigset_t const set = watched_signals();
    pthread_sigmask(SIG_BLOCK, &set, nullptr);
    std::signal(SIGPIPE, SIG_IGN);
    thread_ = std::thread{[this] {
        wait();
    }};
}

Signals::~Signals() {
    ending_ = true;
    pthread_kill(thread_.native_handle(), SIGUSR1);
    thread_.join();
}

void Signals::on_hangup(std::function<void()> call) {
    std::scoped_lock const lock(mutex_);
    hangup_ = std::move(call);
}

bool Signals::hang_up() {
    std::scoped_lock const lock(mutex_); // whoever takes it away waits until the call is over
    if (hangup_)
        hangup_();
    return static_cast<bool>(hangup_);
}

void Signals::wait() {
    sigset_t const set = watched_signals();
    SteadyTime first;
    while (true) {
        int number = 0;
        sigwait(&set, &number);
        if (ending_)
            return;
        if (number == SIGUSR1)
            continue;
        if (number == SIGHUP && hang_up())
            continue;
        auto const now = std::chrono::steady_clock::now();
        if (received_ != 0 && now < first + same_request)
            continue;
        if (received_ != 0)
            ::_exit(128 + number);
        first = now;
        received_ = number;
        source_.request_stop();
    }
}

} // namespace shoal::app
