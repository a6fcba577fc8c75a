#include "core/base/file.hpp"
#include "core/engine/records/half_move.hpp"
#include "tests/support/temp_dir.hpp"

#include <doctest/doctest.h>

#include <sys/stat.h>

using namespace shoal;

TEST_CASE("half move: what was moved already comes back, and what was being copied is ours again") {
    test::TempDir const dir;
    auto const here = dir / "here";
    auto const there = dir / "there";
    fs::create_directories(here);
    fs::create_directories(there / "sub");
    REQUIRE(write_file(there / "sub/moved", "moved", Overwrite::no));
    REQUIRE(write_file(here / "copied", "whole", Overwrite::no));
    REQUIRE(write_file(there / "copied", "who", Overwrite::no));
    REQUIRE(write_file(here / "other", "whole", Overwrite::no));
    REQUIRE(write_file(there / "other", "a stranger's", Overwrite::no));
    REQUIRE(engine::undo_half_move(
        {here / "sub/moved", here / "copied", here / "other", here / "absent"},
        {there / "sub/moved", there / "copied", there / "other", there / "absent"}, {}));
    CHECK(read_file(here / "sub/moved", 100).value() == "moved");
    CHECK(!fs::exists(there / "sub/moved"));
    CHECK(read_file(here / "copied", 100).value() == "whole");
    CHECK(!fs::exists(there / "copied"));
    CHECK(fs::exists(there / "other"));
    CHECK(!fs::exists(here / "absent"));
}

TEST_CASE("half move: across file systems it is copied back") {
    test::TempDir const dir;
    fs::path const other{"/dev/shm"};

    struct stat one {
    }, two{};

    if (::stat(dir.path().c_str(), &one) != 0 || ::stat(other.c_str(), &two) != 0 ||
        one.st_dev == two.st_dev)
        return; // only one file system here
    auto const there = other / dir.path().filename();
    REQUIRE(write_file(there, "moved", Overwrite::yes));
    CHECK(engine::undo_half_move({dir / "file"}, {there}, {}));
    CHECK(read_file(dir / "file", 100).value() == "moved");
    CHECK(!fs::exists(there));
}
