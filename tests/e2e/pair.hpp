#pragma once

#include "tests/support/content.hpp"
#include "tests/support/netns.hpp"
#include "tests/support/shoal.hpp"

#include <doctest/doctest.h>

namespace shoal::test {

/// A shoal that seeds one random file, and another that is about to get it from there.
struct Pair {
    explicit Pair(std::int64_t size, std::string const& seed_ip = address(1),
                  std::string const& leech_ip = address(2));

    /// `get` of the file from the seed, with further arguments.
    [[nodiscard]] Argv get(Argv const& more = {}) const;
    /// Begins to seed.
    void seed(Argv const& more = {});

    [[nodiscard]] fs::path out() const { return dir / "out"; }

    [[nodiscard]] std::string difference() const;
    [[nodiscard]] std::string seed_said() const;
    /// Bytes of good pieces that are there, by `verify`; the file must not be complete.
    [[nodiscard]] std::int64_t good_bytes() const;

    TempDir dir;
    Shoal seeder;
    Shoal leech;
    fs::path torrent;
    std::optional<Process> seeding;
};

/// What the command line owes its user when it fails: one line on standard error, that begins with
/// "shoal: " and holds all of `parts`; further warning lines may stand before it.
void check_failure(Outcome const& outcome, int status, std::vector<std::string> const& parts);

} // namespace shoal::test
