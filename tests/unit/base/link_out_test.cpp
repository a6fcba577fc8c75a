#include "core/base/link_out.hpp"
#include "tests/support/temp_dir.hpp"

#include <doctest/doctest.h>

using namespace shoal;

TEST_CASE("link out: of a folder on the way and of the file itself, not of what stays inside") {
    test::TempDir const dir;
    auto const home = dir / "home";
    fs::create_directories(home / "t/real");
    fs::create_directory(dir / "elsewhere");
    fs::create_directory_symlink(dir / "elsewhere", home / "t/out");
    fs::create_directory_symlink("real", home / "t/in");
    fs::create_symlink(dir / "elsewhere/file", home / "t/real/dangling");
    LinkOut links{home};
    CHECK(links.on_way_to(home / "t/out/deep/file") == home / "t/out");
    CHECK(links.on_way_to(home / "t/out/deep/other") == home / "t/out");
    CHECK(links.on_way_to(home / "t/in/dangling") == home / "t/in/dangling");
    CHECK(links.on_way_to(home / "t/real/dangling") == home / "t/real/dangling");
    CHECK(!links.on_way_to(home / "t/in/file"));
    CHECK(!links.on_way_to(home / "t/real/file"));
    CHECK(!links.on_way_to(home / "not/there/yet"));
}

TEST_CASE("link out: the folder may itself be a link, lie behind one, or be written with a slash") {
    test::TempDir const dir;
    fs::create_directories(dir / "real/t");
    fs::create_directory_symlink(dir / "real", dir / "link");
    fs::create_directory_symlink(dir / "real/t", dir / "real/inside");
    CHECK(!LinkOut{dir / "link"}.on_way_to(dir / "link/t/file"));
    CHECK(!LinkOut{dir / "link"}.on_way_to(dir / "link/inside/file"));
    CHECK(!LinkOut{dir / "link/t"}.on_way_to(dir / "link/t/file"));
    CHECK(!LinkOut{dir / "link/"}.on_way_to(dir / "link/t/file"));
}
