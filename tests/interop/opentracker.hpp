#pragma once

#include "tests/support/process.hpp"
#include "tests/support/temp_dir.hpp"

namespace shoal::test {

/// Debian's opentracker, a tracker over HTTP and UDP on one port. Its build knows no swarm that is
/// not in its list, so the info-hashes (40 digits) come first.
class Opentracker {
public:
    explicit Opentracker(std::vector<std::string> const& info_hashes);

    [[nodiscard]] std::string http() const; ///< announce URLs
    [[nodiscard]] std::string udp() const;

    /// Seeds or leeches that it counts in the swarm, by its scrape.
    [[nodiscard]] int seeds(std::string const& info_hash) const;
    [[nodiscard]] int leeches(std::string const& info_hash) const;

    [[nodiscard]] std::string log() const { return process_.out() + process_.err(); }

private:
    [[nodiscard]] int scrape(std::string const& info_hash, std::string const& field) const;

    TempDir dir_;
    std::string address_;
    std::uint16_t port_;
    Process process_;
};

} // namespace shoal::test
