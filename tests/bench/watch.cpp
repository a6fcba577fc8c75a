#include "tests/bench/watch.hpp"

#include "tests/bench/machine.hpp"
#include "tests/bench/measured.hpp"
#include "tests/support/usage.hpp"

#include <algorithm>

namespace shoal::bench {
namespace {

using Clock = std::chrono::steady_clock;

double mib(std::int64_t kib) {
    return static_cast<double>(kib) / 1024;
}

} // namespace

void Watch::look() {
    side_.rss_mib = std::max(side_.rss_mib, mib(test::peak_rss_kib(pid_)));
    side_.anon_mib = std::max(side_.anon_mib, mib(test::anonymous_rss_kib(pid_)));
    side_.cpu_seconds = test::cpu_seconds(pid_) - cpu_before_;
}

OthersMeter::OthersMeter() : began_(Clock::now()), busy_(busy_seconds() - own_cpu_seconds()) {}

double OthersMeter::cores(double measured) const {
    auto const seconds = std::chrono::duration<double>(Clock::now() - began_).count();
    return std::max(0.0, (busy_seconds() - own_cpu_seconds() - busy_ - measured) / seconds);
}

void await_quiet(Bounds const& bounds) {
    auto const deadline = Clock::now() + bounds.quiet;
    int calm = 0; // one calm moment may only be the breath between two compilers
    while (calm < 15 && Clock::now() < deadline)
        calm = busy_cores() > bounds.busy_cores ? 0 : calm + 1;
}

} // namespace shoal::bench
