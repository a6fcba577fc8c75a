#include "ui-cli/term/line_terminal.hpp"

#include "ui-cli/term/sanitise.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <poll.h>
#include <unistd.h>
#include <utility>

namespace shoal::term {
namespace {

constexpr std::int64_t longest_wait = 60'000; // ms
constexpr std::size_t longest_line = 1 << 20;

} // namespace

void LineTerminal::wait(SteadyTime deadline) {
    auto const left =
        std::chrono::ceil<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now());
    std::array<pollfd, 2> watched{pollfd{has_ended_ ? -1 : STDIN_FILENO, POLLIN, 0},
                                  pollfd{wake_.fd(), POLLIN, 0}};
    ::poll(watched.data(), watched.size(),
           static_cast<int>(std::clamp<std::int64_t>(left.count(), 0, longest_wait)));
    wake_.clear();
    is_ready_ = watched[0].revents != 0;
}

std::vector<std::string> LineTerminal::read() {
    std::vector<std::string> lines;
    if (!std::exchange(is_ready_, false))
        return lines;
    std::array<char, 4096> bytes{};
    auto const size = ::read(STDIN_FILENO, bytes.data(), bytes.size());
    has_ended_ = size <= 0 || rest_.size() > longest_line;
    rest_.append(bytes.data(), static_cast<std::size_t>(std::max<ssize_t>(0, size)));
    for (auto end = rest_.find('\n'); end != std::string::npos; end = rest_.find('\n')) {
        lines.push_back(rest_.substr(0, end));
        rest_.erase(0, end + 1);
    }
    return lines;
}

void LineTerminal::print(std::string_view untrusted) {
    auto const line = sanitise(untrusted) + "\n";
    (void)std::fwrite(line.data(), 1, line.size(), stdout);
    (void)std::fflush(stdout);
}

} // namespace shoal::term
