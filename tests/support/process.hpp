#pragma once

#include "core/base/file.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <sys/types.h>
#include <utility>
#include <vector>

namespace shoal::test {

using Argv = std::vector<std::string>;

struct SpawnOptions {
    fs::path dir = {};                                         ///< to run in; empty: ours
    std::vector<std::pair<std::string, std::string>> env = {}; ///< added to ours, replacing
    fs::path out = {};                                         ///< empty: a file of its own
    fs::path err = {};                                         ///< may be the same as `out`
    bool as_nobody = false; ///< drops root first, for programs that would do so themselves
};

/// A program the test started. It has its own process group and an empty standard input, and ends
/// with the test, however the test ends. Start it on the main thread: the kernel ends it with the
/// thread that started it. One thread at a time.
class Process {
public:
    explicit Process(Argv const& argv, SpawnOptions const& options = {});
    /// Ends the process, and what is left of its group: TERM, after 3 s KILL.
    ~Process();
    Process(Process&& other) noexcept;
    Process& operator=(Process&&) = delete;

    /// Its exit status, 128 + N when signal N ended it (127: it could not start), or nothing while
    /// it still runs.
    [[nodiscard]] std::optional<int> status();
    /// As `status`, after at most `limit`.
    [[nodiscard]] std::optional<int> wait(std::chrono::milliseconds limit);
    /// To the process alone, unless it has ended.
    void kill(int signal);

    [[nodiscard]] pid_t pid() const { return pid_; }

    /// What it wrote so far.
    [[nodiscard]] std::string out() const;
    [[nodiscard]] std::string err() const;

private:
    pid_t pid_ = -1;
    std::optional<int> status_;
    fs::path out_;
    fs::path err_;
    std::vector<fs::path> own_files_;
};

struct Outcome {
    int status = 0; ///< -1: it did not end in time and was killed
    std::string out;
    std::string err;
};

/// Runs a program to its end.
[[nodiscard]] Outcome run(Argv const& argv, SpawnOptions const& options = {},
                          std::chrono::milliseconds limit = std::chrono::seconds{30});

} // namespace shoal::test
