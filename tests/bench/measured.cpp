#include "tests/bench/measured.hpp"

#include "core/base/check.hpp"

#include <algorithm>
#include <chrono>
#include <fcntl.h>
#include <fstream>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace shoal::bench {
namespace {

double seconds_of(timeval const& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

/// CPU-seconds that all processors were busy since the machine started: proc(5), first line.
double busy_seconds() {
    std::ifstream file{"/proc/stat"};
    std::string word;
    double user = 0;
    double nice = 0;
    double system = 0;
    file >> word >> user >> nice >> system;
    return (user + nice + system) / static_cast<double>(::sysconf(_SC_CLK_TCK));
}

[[noreturn]] void become(std::vector<char*>& argv) {
    int const nowhere = ::open("/dev/null", O_RDWR | O_CLOEXEC);
    for (int const fd : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
        ::dup2(nowhere, fd);
    ::execvp(argv[0], argv.data());
    ::_exit(127);
}

} // namespace

Measured run_measured(std::vector<std::string> const& argv) {
    std::vector<std::string> words = argv;
    std::vector<char*> pointers;
    for (auto& word : words)
        pointers.push_back(word.data());
    pointers.push_back(nullptr);

    auto const busy_before = busy_seconds();
    auto const began = std::chrono::steady_clock::now();
    pid_t const pid = ::fork();
    SHOAL_CHECK(pid >= 0, "cannot fork");
    if (pid == 0)
        become(pointers);
    int status = 0;
    rusage usage{};
    SHOAL_CHECK(::wait4(pid, &status, 0, &usage) == pid, "lost a child");
    Measured result;
    result.seconds =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
    result.status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    result.cpu_seconds = seconds_of(usage.ru_utime) + seconds_of(usage.ru_stime);
    result.others_cores =
        std::max(0.0, (busy_seconds() - busy_before - result.cpu_seconds) / result.seconds);
    result.rss_mib = static_cast<double>(usage.ru_maxrss) / 1024;
    return result;
}

double median(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    return values.empty() ? 0 : values[values.size() / 2];
}

} // namespace shoal::bench
