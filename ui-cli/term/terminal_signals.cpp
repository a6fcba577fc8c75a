#include "ui-cli/term/terminal_signals.hpp"

#include "core/base/check.hpp"
#include "ui-cli/term/held_stderr.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <termios.h>
#include <unistd.h>

// Handlers reach nothing but file-scope state, so this is the one place that has some.

namespace shoal::term {
namespace {

std::atomic<Wake const*> waker = nullptr;
std::atomic<bool> has_window_changed = false;
std::atomic<bool> was_stop_asked = false;
std::atomic<bool> has_hung_up = false;

std::array<char, 256> restore_text{};
std::atomic<std::size_t> restore_size = 0;
termios former_modes{};

void note(int number) {
    (number == SIGWINCH  ? has_window_changed
     : number == SIGTSTP ? was_stop_asked
                         : has_hung_up) = true;
    if (auto const* const wake = waker.load())
        wake->wake();
}

void crash(int number) {
    if (std::size_t const size = restore_size.exchange(0)) {
        (void)!::write(STDOUT_FILENO, restore_text.data(), size);
        ::tcsetattr(STDIN_FILENO, TCSANOW, &former_modes);
    }
    release_stderr();
    std::signal(number, SIG_DFL);
    ::raise(number);
}

} // namespace

TerminalSignals::TerminalSignals(Wake const& wake) {
    SHOAL_CHECK(waker.load() == nullptr);
    waker = &wake;
    for (int const number : {SIGWINCH, SIGTSTP, SIGHUP})
        install(number, note);
    for (int const number : {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT})
        install(number, crash);
}

TerminalSignals::~TerminalSignals() {
    for (auto const& [number, action] : former_)
        ::sigaction(number, &action, nullptr);
    waker = nullptr;
}

void TerminalSignals::install(int number, void (*handler)(int)) {
    struct sigaction action {};

    action.sa_handler = handler;
    action.sa_flags = SA_RESTART;
    ::sigemptyset(&action.sa_mask);
    auto& former = former_.emplace_back();
    former.number = number;
    ::sigaction(number, &action, &former.action);
}

bool TerminalSignals::window_changed() {
    return has_window_changed.exchange(false);
}

bool TerminalSignals::stop_asked() {
    return was_stop_asked.exchange(false);
}

bool TerminalSignals::hung_up() {
    return has_hung_up.exchange(false);
}

void restore_on_crash(std::string const& restore) {
    restore_size = 0;
    if (restore.size() > restore_text.size() || ::tcgetattr(STDIN_FILENO, &former_modes) != 0)
        return;
    std::copy(restore.begin(), restore.end(), restore_text.begin());
    restore_size = restore.size();
}

} // namespace shoal::term
