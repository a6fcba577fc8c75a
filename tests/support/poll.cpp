#include "tests/support/poll.hpp"

#include <thread>

namespace shoal::test {

bool poll_until(std::chrono::milliseconds limit, std::function<bool()> const& holds) {
    auto const deadline = std::chrono::steady_clock::now() + limit;
    std::chrono::milliseconds pause{2};
    while (!holds()) {
        if (std::chrono::steady_clock::now() >= deadline)
            return false;
        std::this_thread::sleep_for(pause);
        pause = std::min(pause * 2, std::chrono::milliseconds{100});
    }
    return true;
}

void let_pass(std::chrono::milliseconds time) {
    std::this_thread::sleep_for(time);
}

} // namespace shoal::test
