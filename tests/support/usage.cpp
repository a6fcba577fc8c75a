#include "tests/support/usage.hpp"

#include "core/base/file.hpp"

#include <fmt/format.h>

#include <fstream>
#include <sstream>
#include <unistd.h>

namespace shoal::test {

namespace {

/// That line of its status, proc(5).
std::int64_t status_kib(pid_t pid, std::string_view line) {
    std::ifstream file{fmt::format("/proc/{}/status", pid)};
    std::string word;
    while (file >> word)
        if (word == line) {
            std::int64_t kib = 0;
            file >> kib;
            return kib;
        }
    return 0;
}

} // namespace

std::int64_t peak_rss_kib(pid_t pid) {
    return status_kib(pid, "VmHWM:");
}

std::int64_t anonymous_rss_kib(pid_t pid) {
    return status_kib(pid, "RssAnon:");
}

double cpu_seconds(pid_t pid) {
    std::ifstream file{fmt::format("/proc/{}/stat", pid)};
    std::string line;
    if (!std::getline(file, line) || line.rfind(')') == std::string::npos)
        return 0;
    std::istringstream rest{line.substr(line.rfind(')') + 1)};
    std::string skipped;
    for (int field = 3; field < 14; ++field) // proc(5): utime and stime are fields 14 and 15
        rest >> skipped;
    double user = 0;
    double system = 0;
    rest >> user >> system;
    return (user + system) / static_cast<double>(::sysconf(_SC_CLK_TCK));
}

} // namespace shoal::test
