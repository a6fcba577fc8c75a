#pragma once

#include "tests/support/shoal.hpp"

#include <nlohmann/json.hpp>

#include <optional>

namespace shoal::test {

/// One user's `shoal daemon`, ready when it is constructed.
class Daemon {
public:
    explicit Daemon(Shoal const& shoal, Argv flags = {});

    /// The torrents of `list --json`.
    [[nodiscard]] nlohmann::json list(Argv arguments = {}) const;

    /// What its control socket answers to a GET; the test fails when that is an error.
    [[nodiscard]] std::string get(std::string const& path) const;

    void kill(int signal) { process_.kill(signal); }

    [[nodiscard]] std::optional<int> wait() { return process_.wait(std::chrono::seconds{10}); }

    [[nodiscard]] std::string said() const { return process_.err(); }

private:
    [[nodiscard]] fs::path socket() const;

    Shoal const& shoal_;
    Process process_;
};

} // namespace shoal::test
