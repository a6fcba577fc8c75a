#include "core/store/writer.hpp"

#include <algorithm>
#include <limits>
#include <unordered_set>

namespace shoal::store {
namespace {

/// How long after a failure to try again what nobody waits for.
constexpr std::chrono::seconds retry_after = 5s;

/// The disk is in trouble, not one job or its part of the file.
bool concerns_all(Error const& error) {
    return error.code == Errc::io || error.code == Errc::denied || error.code == Errc::busy;
}

/// All of the job, or nothing.
Result<void> apply_whole(Job const& job, Database& database) {
    if (!job.apply)
        return {};
    SHOAL_TRY_VOID(database.run("SAVEPOINT job"));
    auto result = job.apply(database);
    if (result)
        return database.run("RELEASE job");
    if (!concerns_all(result.error()))
        SHOAL_TRY_VOID(database.run("ROLLBACK TO job; RELEASE job"));
    return result;
}

} // namespace

void drop_superseded(std::vector<Job>& jobs) {
    std::unordered_set<std::string> seen;
    for (auto job = jobs.rbegin(); job != jobs.rend(); ++job)
        if (!job->key.empty() && !seen.insert(job->key).second)
            job->apply = nullptr;
    std::erase_if(jobs, [](Job const& job) { return !job.apply && !job.done; });
}

Writer::Writer(std::unique_ptr<Database> database)
    : database_(std::move(database)),
      jobs_(std::numeric_limits<std::size_t>::max()),
      thread_([this] { run(); }) {}

Writer::~Writer() {
    finish();
}

bool Writer::finish() {
    jobs_.close();
    if (thread_.joinable())
        thread_.join();
    return database_->is_damaged();
}

void Writer::post(Job job) {
    // Refused only once closed: then nobody waits for the answer any more.
    (void)jobs_.post(std::move(job));
}

void Writer::run() {
    while (true) {
        bool const last = jobs_.closed();
        auto const wait = again_.empty() ? std::chrono::seconds{1h} : retry_after;
        auto posted = jobs_.drain(std::chrono::steady_clock::now() + wait);
        auto jobs = std::exchange(again_, {});
        std::ranges::move(posted, std::back_inserter(jobs));
        if (!jobs.empty())
            commit(std::move(jobs));
        if (last)
            return;
    }
}

void Writer::commit(std::vector<Job> jobs) {
    drop_superseded(jobs);
    std::vector<Result<void>> results;
    if (auto const applied = apply(jobs, results); !applied) {
        (void)database_->run("ROLLBACK"); // fails when SQLite did it by itself
        results.assign(jobs.size(), applied);
    }
    for (std::size_t i = 0; i < jobs.size(); ++i) {
        if (jobs[i].done)
            jobs[i].done(results[i]);
        else if (!results[i] && concerns_all(results[i].error()))
            again_.push_back(std::move(jobs[i]));
    }
}

Result<void> Writer::apply(std::vector<Job> const& jobs, std::vector<Result<void>>& results) {
    SHOAL_TRY_VOID(database_->run("BEGIN IMMEDIATE"));
    for (auto const& job : jobs) {
        results.push_back(apply_whole(job, *database_));
        if (auto const& result = results.back(); !result && concerns_all(result.error()))
            return result;
    }
    return database_->run("COMMIT");
}

} // namespace shoal::store
