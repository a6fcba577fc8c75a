#include "tests/bench/measured.hpp"

#include "core/base/check.hpp"
#include "tests/bench/machine.hpp"
#include "tests/support/poll.hpp"
#include "tests/support/usage.hpp"

#include <algorithm>
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace shoal::bench {
namespace {

using Clock = std::chrono::steady_clock;

double seconds_of(timeval const& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

double cpu_seconds_of(std::vector<pid_t> const& pids) {
    double sum = 0;
    for (pid_t const pid : pids)
        sum += test::cpu_seconds(pid);
    return sum;
}

/// Fills in what began at `began`, when all processors had been busy for `busy`.
void end_clock(Measured& result, Clock::time_point began, double busy) {
    result.seconds = std::chrono::duration<double>(Clock::now() - began).count();
    result.others_cores =
        std::max(0.0, (busy_seconds() - busy - result.cpu_seconds) / result.seconds);
}

[[noreturn]] void become(std::vector<char*>& argv) {
    int const nowhere = ::open("/dev/null", O_RDWR | O_CLOEXEC);
    for (int const fd : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
        ::dup2(nowhere, fd);
    ::execvp(argv[0], argv.data());
    ::_exit(127);
}

} // namespace

Measured run_measured(test::Argv const& argv) {
    auto words = argv;
    std::vector<char*> pointers;
    for (auto& word : words)
        pointers.push_back(word.data());
    pointers.push_back(nullptr);

    auto const busy = busy_seconds();
    auto const began = Clock::now();
    pid_t const pid = ::fork();
    SHOAL_CHECK(pid >= 0, "cannot fork");
    if (pid == 0)
        become(pointers);
    int status = 0;
    rusage usage{};
    SHOAL_CHECK(::wait4(pid, &status, 0, &usage) == pid, "lost a child");
    Measured result;
    result.status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    result.cpu_seconds = seconds_of(usage.ru_utime) + seconds_of(usage.ru_stime);
    result.rss_mib = static_cast<double>(usage.ru_maxrss) / 1024;
    end_clock(result, began, busy);
    return result;
}

Meter::Meter(std::vector<pid_t> pids)
    : pids_(std::move(pids)),
      began_(Clock::now()),
      busy_(busy_seconds()),
      cpu_seconds_(cpu_seconds_of(pids_)) {}

Measured Meter::read() const {
    Measured result;
    result.cpu_seconds = cpu_seconds_of(pids_) - cpu_seconds_;
    for (pid_t const pid : pids_)
        result.rss_mib =
            std::max(result.rss_mib, static_cast<double>(test::peak_rss_kib(pid)) / 1024);
    end_clock(result, began_, busy_);
    return result;
}

double busy_cores() {
    Meter const meter{{}};
    test::let_pass(std::chrono::milliseconds{200});
    return meter.read().others_cores;
}

double median(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    return values.empty() ? 0 : values[values.size() / 2];
}

} // namespace shoal::bench
