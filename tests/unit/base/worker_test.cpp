#include "core/base/worker.hpp"

#include <doctest/doctest.h>

using namespace shoal;

TEST_CASE("worker: finishing runs what was posted, in order") {
    std::vector<int> seen;
    Worker worker;
    for (int i = 0; i < 100; ++i)
        worker.post([&seen, i](std::stop_token) { seen.push_back(i); });
    worker.finish();
    REQUIRE(seen.size() == 100);
    CHECK(seen.front() == 0);
    CHECK(seen.back() == 99);
}

TEST_CASE("mailbox: a full one refuses and leaves the item alone") {
    Mailbox<std::string> box{1};
    std::string first = "first";
    std::string second = "second";
    CHECK(box.post(std::move(first)));
    CHECK(!box.post(std::move(second)));
    CHECK(second == "second"); // NOLINT(bugprone-use-after-move): that is the contract
    CHECK(box.drain(SteadyTime{}).size() == 1);
}

TEST_CASE("mailbox: a wake ends the wait without a message") {
    Mailbox<int> box{1};
    box.wake();
    CHECK(box.drain(std::chrono::steady_clock::now() + 1h).empty());
}

TEST_CASE("mailbox: once closed it takes nothing and never blocks") {
    Mailbox<int> box{4};
    CHECK(box.post(1));
    box.close();
    CHECK(!box.post(2));
    CHECK(box.drain(std::chrono::steady_clock::now() + 1h) == std::vector<int>{1});
    CHECK(box.drain(std::chrono::steady_clock::now() + 1h).empty());
}
