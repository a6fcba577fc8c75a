#include "core/base/file.hpp"
#include "ui-cli/cli/printer.hpp"

#include <doctest/doctest.h>

#include <fcntl.h>
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

    /// What was written since the last look; something must have been.
    [[nodiscard]] std::string written() const {
        char buffer[4096];
        auto const count = ::read(master_.get(), buffer, sizeof buffer);
        return {buffer, static_cast<std::size_t>(count > 0 ? count : 0)};
    }

private:
    Fd master_;
    std::FILE* slave_ = nullptr;
};

} // namespace

TEST_CASE("printer: live lines are drawn over the last ones, and cleared for other output") {
    Terminal const terminal;
    Printer printer{stdout, terminal.file()};
    CHECK(printer.is_terminal());
    printer.live(std::vector<std::string>{"one", "two"});
    CHECK(terminal.written() == "\rone\x1b[K\r\ntwo\x1b[K\x1b[J");
    printer.live(std::vector<std::string>{"three"});
    CHECK(terminal.written() == "\r\x1b[1Athree\x1b[K\x1b[J");
    printer.status("done");
    CHECK(terminal.written() == "\r\x1b[Jdone\r\n");
}

TEST_CASE("printer: live lines are cut to the screen, and foreign text in them is safe") {
    Terminal const terminal;
    Printer printer{stdout, terminal.file()};
    printer.live(std::vector<std::string>{"a line far longer than that", "\x1b[2J", "3", "4", "5"});
    CHECK(terminal.written() ==
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
