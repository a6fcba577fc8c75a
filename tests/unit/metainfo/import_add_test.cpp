#include "core/metainfo/import_add.hpp"
#include "core/metainfo/workshop.hpp"
#include "tests/support/temp_dir.hpp"

#include <doctest/doctest.h>

using namespace shoal;
using namespace shoal::metainfo;

namespace {

/// One file, which the other client says it had all of, until now.
Imported left_in(test::TempDir const& dir) {
    REQUIRE(write_file(dir / "data", std::string(50'000, 'x'), Overwrite::no));
    Workshop workshop;
    REQUIRE(workshop.create({.paths = {dir / "data"}, .output = dir / "data.torrent"}, {}, {}));
    auto bytes = read_file(dir / "data.torrent", 1'000'000);
    REQUIRE(bytes);
    return {.torrent = *bytes,
            .dir = dir.path(),
            .complete = true,
            .unchanged_since = {std::chrono::system_clock::now()},
            .wanted = {true}};
}

} // namespace

TEST_CASE("import: a complete torrent whose files are as they were left is believed") {
    test::TempDir const dir;
    CHECK(to_add(left_in(dir)).assume_complete);
}

TEST_CASE("import: files that are shorter, younger or gone are hashed") {
    test::TempDir const dir;
    auto const left = left_in(dir);
    auto early = left;
    early.unchanged_since = {std::chrono::system_clock::now() - std::chrono::hours{1}};
    CHECK(!to_add(early).assume_complete);
    auto unknown = left;
    unknown.unchanged_since.clear();
    CHECK(!to_add(unknown).assume_complete);
    fs::resize_file(dir / "data", 49'999);
    CHECK(!to_add(left).assume_complete);
    fs::remove(dir / "data");
    CHECK(!to_add(left).assume_complete);
}

TEST_CASE(
    "import: what was renamed is looked for under its new name, what was not wanted stays so") {
    test::TempDir const dir;
    auto left = left_in(dir);
    left.rename = "other";
    left.wanted = {false};
    CHECK(!to_add(left).assume_complete);
    fs::rename(dir / "data", dir / "other");
    auto const add = to_add(left);
    CHECK(add.assume_complete);
    CHECK(add.rename == "other");
    CHECK(add.priorities.at(0) == api::FilePriority::skip);
}
