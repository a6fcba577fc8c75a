#include "app/signals.hpp"

#include <csignal>
#include <unistd.h>

namespace shoal::app {
namespace {

sigset_t watched_signals() {
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGTERM);
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

void Signals::wait() {
    sigset_t const set = watched_signals();
    while (true) {
        int number = 0;
        sigwait(&set, &number);
        if (ending_)
            return;
        if (number == SIGUSR1)
            continue;
        if (received_ != 0)
            ::_exit(128 + number);
        received_ = number;
        source_.request_stop();
    }
}

} // namespace shoal::app
