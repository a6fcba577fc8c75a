#include "core/base/file.hpp"
#include "ui-cli/cli/reports/printer.hpp"

#include <doctest/doctest.h>

#include <fcntl.h>
#include <poll.h>
#include <stdlib.h> // NOLINT(modernize-deprecated-headers): posix_openpt is POSIX
#include <sys/ioctl.h>
#include <unistd.h>

using namespace shoal;
using namespace shoal::cli;

namespace {

/// A terminal of 20 columns and 4 rows; what a program writes to it can be read back.
class Terminal {
public:
    Terminal() : master_(::posix_openpt(O_RDWR | O_NOCTTY)) {
        REQUIRE(::grantpt(master_.get()) == 0);
        REQUIRE(::unlockpt(master_.get()) == 0);
        winsize const size{.ws_row = 4, .ws_col = 20, .ws_xpixel = 0, .ws_ypixel = 0};
        slave_ = std::fopen(::ptsname(master_.get()), "w"); // NOLINT: one thread
        REQUIRE(slave_ != nullptr);
        REQUIRE(::ioctl(master_.get(), TIOCSWINSZ, &size) == 0);
    }

    ~Terminal() { std::fclose(slave_); }

    Terminal(Terminal const&) = delete;
    Terminal& operator=(Terminal const&) = delete;

    [[nodiscard]] std::FILE* file() const { return slave_; }

    /// What was written since the last look, once it is `size` bytes: it arrives in pieces.
    [[nodiscard]] std::string written(std::size_t size) const {
        std::string text;
        pollfd readable{.fd = master_.get(), .events = POLLIN, .revents = 0};
        while (text.size() < size && ::poll(&readable, 1, 5000) == 1) {
            char buffer[4096];
            auto const count = ::read(master_.get(), buffer, sizeof buffer);
            if (count <= 0)
                break;
            text.append(buffer, static_cast<std::size_t>(count));
        }
        return text;
    }

private:
    Fd master_;
    std::FILE* slave_ = nullptr;
};

void check_written(Terminal const& terminal, std::string const& expected) {
    CHECK(terminal.written(expected.size()) == expected);
}

} // namespace

TEST_CASE("printer: live lines are drawn over the last ones, and cleared for other output") {
    Terminal const terminal;
    Printer printer{stdout, terminal.file()};
    CHECK(printer.is_terminal());
    printer.live(std::vector<std::string>{"one", "two"});
    check_written(terminal, "\rone\x1b[K\r\ntwo\x1b[K\x1b[J");
    printer.live(std::vector<std::string>{"three"});
    check_written(terminal, "\r\x1b[1Athree\x1b[K\x1b[J");
    printer.status("done");
    check_written(terminal, "\r\x1b[Jdone\r\n");
}

TEST_CASE("printer: live lines are cut to the screen, and foreign text in them is safe") {
    Terminal const terminal;
    Printer printer{stdout, terminal.file()};
    printer.live(std::vector<std::string>{"a line far longer than that", "\x1b[2J", "3", "4", "5"});
    check_written(terminal,
                  "\ra line far longer t\x1b[K\r\n\xef\xbf\xbd[2J\x1b[K\r\n3\x1b[K\x1b[J");
}

TEST_CASE("printer: off a terminal, nothing is live") {
    auto* const file = std::tmpfile();
    Printer printer{file, file};
    printer.live("progress");
    printer.end_live();
    CHECK(std::ftell(file) == 0);
    std::fclose(file);
}
