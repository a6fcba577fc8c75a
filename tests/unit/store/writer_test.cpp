#include "core/store/writer.hpp"
#include "tests/support/temp_dir.hpp"

#include <doctest/doctest.h>

#include <future>
#include <optional>

using namespace shoal;
using namespace shoal::store;

namespace {

Job insert(int number) {
    return {.apply = [number](Database& database) {
        return database.run("INSERT INTO numbers VALUES (" + std::to_string(number) + ")");
    }};
}

struct Bench {
    Bench() {
        auto database = *Database::open(dir / "numbers.db", Access::create);
        REQUIRE(database->run("CREATE TABLE numbers (number INTEGER PRIMARY KEY)"));
        writer.emplace(std::move(database));
    }

    /// Keeps the writer in a transaction until all of `jobs` wait, so that they share the next.
    void post_together(std::vector<Job> jobs) {
        std::promise<void> begun;
        std::promise<void> posted;
        writer->post({.apply = [&begun, go = posted.get_future().share()](Database&) {
            begun.set_value();
            go.wait();
            return Result<void>{};
        }});
        begun.get_future().wait();
        for (auto& job : jobs)
            writer->post(std::move(job));
        posted.set_value();
    }

    [[nodiscard]] std::int64_t count() const {
        auto database = *Database::open(dir / "numbers.db", Access::read);
        return *database->integer("SELECT count(*) FROM numbers");
    }

    test::TempDir dir;
    std::optional<Writer> writer;
};

} // namespace

TEST_CASE("writer: jobs that wait share a transaction, and are answered after it") {
    Bench bench;
    std::vector<std::int64_t> seen;
    std::vector<Job> jobs;
    for (int i = 0; i < 3; ++i) {
        jobs.push_back(insert(i));
        jobs.back().done = [&](Result<void> const& result) {
            CHECK(result);
            seen.push_back(bench.count());
        };
    }
    bench.post_together(std::move(jobs));
    bench.writer->finish();
    CHECK(seen == std::vector<std::int64_t>{3, 3, 3});
}

TEST_CASE("writer: a job that is refused undoes itself alone") {
    Bench bench;
    Errc refusal{};
    auto twice = insert(1);
    twice.apply = [](Database& database) -> Result<void> {
        SHOAL_TRY_VOID(database.run("INSERT INTO numbers VALUES (2)"));
        return database.run("INSERT INTO numbers VALUES (1)");
    };
    twice.done = [&](Result<void> const& result) {
        refusal = result.error().code;
    };
    bench.post_together({insert(1), twice, insert(3)});
    bench.writer->finish();
    CHECK(refusal == Errc::conflict);
    CHECK(bench.count() == 2);
}

TEST_CASE("writer: a disk that fails fails all that share the transaction, and not the next") {
    Bench bench;
    int failures = 0;
    auto good = insert(1);
    auto bad = insert(2);
    bad.apply = [](Database&) -> Result<void> {
        return fail(Errc::io, "the disk is full");
    };
    std::promise<void> failed;
    good.done = bad.done = [&](Result<void> const& result) {
        failures += result ? 0 : 1;
        if (failures == 2)
            failed.set_value();
    };
    bench.post_together({good, bad});
    failed.get_future().wait(); // else the next may share their transaction
    std::promise<void> next;
    auto later = insert(5);
    later.done = [&](Result<void> const& result) {
        CHECK(result);
        next.set_value();
    };
    bench.writer->post(later);
    next.get_future().wait();
    CHECK(bench.count() == 1);
}

TEST_CASE("writer: what nobody waits for is tried again after a failure") {
    Bench bench;
    bool works = false;
    bench.writer->post({.apply = [&](Database& database) -> Result<void> {
        if (!std::exchange(works, true))
            return fail(Errc::io, "the disk is full");
        return database.run("INSERT INTO numbers VALUES (1)");
    }});
    std::promise<void> next;
    bench.writer->post({.apply = [](Database&) { return Result<void>{}; },
                        .done =
                            [&](Result<void> const&) {
                                next.set_value();
                            }});
    next.get_future().wait();
    bench.writer->finish();
    CHECK(bench.count() == 1);
}

TEST_CASE("writer: a later job of the same key makes the earlier one needless, not its answer") {
    auto job = [](std::string key, bool is_waited_for) {
        auto made = insert(0);
        made.key = std::move(key);
        if (is_waited_for)
            made.done = [](Result<void> const&) {
            };
        return made;
    };
    std::vector<Job> jobs{job("a", true), job("", false), job("b", false), job("c", false),
                          job("a", true), job("", false), job("c", false)};
    drop_superseded(jobs);
    std::vector<std::pair<std::string, bool>> left;
    for (auto const& each : jobs)
        left.emplace_back(each.key, each.apply != nullptr);
    CHECK(left == std::vector<std::pair<std::string, bool>>{
                      {"a", false}, {"", true}, {"b", true}, {"a", true}, {"", true}, {"c", true}});
}
