#include "tests/support/await.hpp"
#include "tests/support/ports.hpp"
#include "tests/support/process.hpp"
#include "tests/support/temp_dir.hpp"
#include "tests/support/usage.hpp"

#include <doctest/doctest.h>

#include <csignal>

using namespace shoal::test;
using namespace std::chrono_literals;

TEST_CASE("process: its output, its status and its folder are as asked") {
    TempDir const dir;
    auto const outcome = run({"sh", "-c", "pwd; echo $GREETING >&2; exit 3"},
                             {.dir = dir.path(), .env = {{"GREETING", "hello"}}});
    CHECK(outcome.status == 3);
    CHECK(outcome.out == dir.path().string() + "\n");
    CHECK(outcome.err == "hello\n");
}

TEST_CASE("process: a signal counts from 128, and what cannot start is 127") {
    Process process{{"sleep", "60"}};
    CHECK(!process.status());
    process.kill(SIGINT);
    CHECK(process.wait(5s) == 130);
    CHECK(run({"/no/such/program"}).status == 127);
}

TEST_CASE("process: one that does not end in time is killed") {
    CHECK(run({"sleep", "60"}, {}, 50ms).status == -1);
}

TEST_CASE("process: nothing of its group outlives it") {
    TempDir const dir;
    pid_t left = 0;
    {
        Process process{{"sh", "-c", "sleep 60 & echo $!"}};
        REQUIRE(process.wait(5s) == 0);
        left = std::stoi(process.out());
        REQUIRE(::kill(left, 0) == 0);
    }
    // Only its parent can take all of it away: it counts as gone when it holds no memory.
    await("it is gone", 5s, [left] { return peak_rss_kib(left) == 0; });
}

TEST_CASE("usage: a busy process shows its time and its memory") {
    Process process{{"sh", "-c", "while :; do :; done"}};
    CHECK(!process.wait(300ms));
    CHECK(cpu_seconds(process.pid()) > 0.02);
    CHECK(peak_rss_kib(process.pid()) > 100);
}

TEST_CASE("ports: no port is given twice, on IPv4 or IPv6") {
    auto const first = free_port();
    CHECK(first != 0);
    CHECK(first != free_port());
    CHECK(free_port("::1") != 0);
}
