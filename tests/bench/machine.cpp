#include "tests/bench/machine.hpp"

#include "core/base/check.hpp"

#include <algorithm>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>
#include <vector>

namespace shoal::bench {
namespace {

double seconds_of(timeval const& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

} // namespace

double busy_seconds() {
    std::ifstream file{"/proc/stat"};
    std::string name;
    double user = 0, nice = 0, system = 0, idle = 0, io_wait = 0, irq = 0, soft_irq = 0;
    file >> name >> user >> nice >> system >> idle >> io_wait >> irq >> soft_irq; // proc(5)
    // Of all that loopback moves, the receiving half counts as soft_irq here, but as its own
    // with the process it interrupts.
    return (user + nice + system + irq + soft_irq) / static_cast<double>(::sysconf(_SC_CLK_TCK));
}

double own_cpu_seconds() {
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    return seconds_of(usage.ru_utime) + seconds_of(usage.ru_stime);
}

std::int64_t loopback_bytes() {
    std::ifstream file{"/proc/self/net/dev"};
    std::string word;
    while (file >> word)
        if (word == "lo:") {
            std::int64_t received = 0;
            file >> received;
            return received;
        }
    return 0;
}

void read_through(fs::path const& file) {
    Fd const fd{::open(file.c_str(), O_RDONLY | O_CLOEXEC)};
    SHOAL_CHECK(fd.get() >= 0, "cannot read {}", file.string());
    std::vector<char> buffer(1 << 20);
    while (::read(fd.get(), buffer.data(), buffer.size()) > 0)
        continue;
}

void claim_memory(std::int64_t bytes) {
    auto const free = static_cast<double>(::sysconf(_SC_AVPHYS_PAGES)) *
                      static_cast<double>(::sysconf(_SC_PAGESIZE));
    auto const size =
        std::min(static_cast<std::size_t>(bytes), static_cast<std::size_t>(free * 0.9));
    void* const memory =
        ::mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    SHOAL_CHECK(memory != MAP_FAILED, "cannot map {} bytes", size);
    std::memset(memory, 1, size);
    ::munmap(memory, size);
}

} // namespace shoal::bench
