#include "ui-cli/cli/confirm.hpp"

#include <fmt/format.h>

#include <array>
#include <poll.h>
#include <unistd.h>

namespace shoal::cli {
namespace {

constexpr int look_ms = 100; ///< between looks for a signal

/// A line as the terminal gives it; empty at its end, or after a signal.
std::string read_line(std::stop_token const& interrupted) {
    pollfd input{STDIN_FILENO, POLLIN, 0};
    while (!interrupted.stop_requested()) {
        if (::poll(&input, 1, look_ms) <= 0)
            continue;
        std::array<char, 256> line{};
        auto const size = ::read(STDIN_FILENO, line.data(), line.size());
        return {line.data(), static_cast<std::size_t>(std::max<ssize_t>(0, size))};
    }
    return {};
}

} // namespace

std::optional<bool> confirm_on_terminal(Printer& printer, std::stop_token const& interrupted,
                                        std::string_view question) {
    if (::isatty(STDIN_FILENO) != 1 || !printer.is_terminal())
        return std::nullopt;
    printer.question(fmt::format("{} [y/N]", question));
    auto const line = read_line(interrupted);
    return line == "y\n" || line == "Y\n" || line == "yes\n";
}

} // namespace shoal::cli
