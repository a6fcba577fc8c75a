#pragma once

#include "tests/support/process.hpp"
#include "tests/support/temp_dir.hpp"

#include <nlohmann/json_fwd.hpp>

#include <cstdint>

namespace shoal::test {

/// What goes wrong with a disk, until a file `until` exists.
struct DiskFault {
    std::string call; ///< pwritev, preadv, open or fdatasync
    int error = 0;    ///< errno
    int after = 0;    ///< so many calls go well before
    std::string name; ///< the file's, or its end
    fs::path until;
};

/// The shoal program as one user has it: state and configuration in folders of its own, and a
/// place in the swarm. Two of them are two users.
class Shoal {
public:
    /// `ip`: where it listens.
    explicit Shoal(std::string ip);

    /// What a swarm command needs to stay in the test's world: its place, and no DHT, LSD or port
    /// mapping.
    [[nodiscard]] Argv at_home(Argv arguments) const;
    /// As `at_home`, with DHT.
    [[nodiscard]] Argv with_dht(Argv arguments) const;

    [[nodiscard]] Process start(Argv arguments) const;
    [[nodiscard]] Outcome run(Argv arguments,
                              std::chrono::milliseconds limit = std::chrono::seconds{60}) const;

    /// Programs started from now on write down in `log` what they do to the files below `home`.
    void log_disk(fs::path const& log);
    /// For programs started from now on: a call on such a file fails.
    void break_disk(DiskFault const& fault);

    [[nodiscard]] fs::path home() const { return home_.path(); } ///< absolute

    [[nodiscard]] std::string const& ip() const { return ip_; }

    [[nodiscard]] std::uint16_t port() const { return port_; }

    [[nodiscard]] std::string endpoint() const; ///< "ip:port", "[ip]:port"

    /// In which its programs run.
    [[nodiscard]] SpawnOptions environment() const;

private:
    std::string ip_;
    std::uint16_t port_;
    TempDir home_;
    std::vector<std::pair<std::string, std::string>> more_env_;

    void preload_disk_shim();
};

// What --json printed, one value a line; a line that is none fails the test.
[[nodiscard]] std::vector<nlohmann::json> json_lines(std::string const& out);
[[nodiscard]] nlohmann::json last_json(std::string const& out);

/// The end of a long output: enough to explain a failure.
[[nodiscard]] std::string last_part(std::string const& out);

/// The first `shoal.event/1` of that kind; null when there is none.
[[nodiscard]] nlohmann::json find_event(std::string const& out, std::string const& kind);

} // namespace shoal::test
