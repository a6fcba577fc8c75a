#include "tests/bench/cargo.hpp"

#include "core/base/check.hpp"
#include "tests/support/content.hpp"
#include "tests/support/process.hpp"

#include <nlohmann/json.hpp>

namespace shoal::bench {
namespace {

/// Runs shoal on .torrents; its --json answer.
nlohmann::json make(test::Argv const& argv) {
    auto const made = test::run(argv, {}, std::chrono::minutes{10});
    SHOAL_CHECK(made.status == 0, "{} {}: {}", argv[0], argv[1], made.err);
    return nlohmann::json::parse(made.out);
}

} // namespace

Cargo make_cargo(fs::path const& dir, std::int64_t size, std::string const& shoal) {
    Cargo cargo{.dir = dir, .size = size, .info_hash = {}, .shoal = shoal};
    test::write_random_file(cargo.original(), size);
    auto const made =
        make({shoal, "create", cargo.original().string(), "-o", (dir / "file.torrent").string(),
              "--piece-size", std::to_string(piece_size), "--format", "v1", "--json"});
    cargo.info_hash = made.value("info_hash_v1", "");
    return cargo;
}

fs::path announced_at(Cargo const& cargo, std::string const& tracker_url) {
    auto torrent = cargo.dir / "tracked.torrent";
    make({cargo.shoal, "edit", (cargo.dir / "file.torrent").string(), "-a", tracker_url, "-o",
          torrent.string(), "--force", "--json"});
    return torrent;
}

} // namespace shoal::bench
