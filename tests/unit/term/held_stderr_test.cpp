#include "ui-cli/term/held_stderr.hpp"

#include <doctest/doctest.h>

#include <fcntl.h>
#include <string>
#include <unistd.h>

using shoal::term::HeldStderr;

namespace {

/// Standard error into a pipe, for as long as this lives.
class Pipe {
public:
    Pipe() : former_(::dup(STDERR_FILENO)) {
        REQUIRE(::pipe2(ends_, O_NONBLOCK) == 0);
        ::dup2(ends_[1], STDERR_FILENO);
    }

    ~Pipe() {
        ::dup2(former_, STDERR_FILENO);
        for (int const fd : {former_, ends_[0], ends_[1]})
            ::close(fd);
    }

    Pipe(Pipe const&) = delete;
    Pipe& operator=(Pipe const&) = delete;

    [[nodiscard]] std::string read() const {
        std::string text(100, ' ');
        auto const got = ::read(ends_[0], text.data(), text.size());
        text.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
        return text;
    }

private:
    int former_;
    int ends_[2] = {-1, -1};
};

void complain(std::string const& text) {
    REQUIRE(::write(STDERR_FILENO, text.data(), text.size()) > 0);
}

} // namespace

TEST_CASE("held stderr: what is printed meanwhile comes afterwards") {
    Pipe const pipe;
    std::string meanwhile;
    {
        HeldStderr const hold;
        complain("last words\n");
        meanwhile = pipe.read();
    }
    auto const afterwards = pipe.read();
    complain("more\n");
    CHECK(meanwhile == "");
    CHECK(afterwards == "last words\n");
    CHECK(pipe.read() == "more\n");
}

TEST_CASE("held stderr: a crash releases it early, once") {
    Pipe const pipe;
    {
        HeldStderr const hold;
        complain("a bug\n");
        shoal::term::release_stderr();
        complain("and now\n");
    }
    CHECK(pipe.read() == "a bug\nand now\n");
}
