#include "core/base/file.hpp"
#include "tests/support/temp_dir.hpp"

#include <doctest/doctest.h>

using namespace shoal;

TEST_CASE("file: what is written is read back, and nothing is left beside it") {
    test::TempDir dir;
    REQUIRE(write_file(dir / "a", "hello", Overwrite::no));
    CHECK(read_file(dir / "a", 100) == std::string{"hello"});
    CHECK(std::distance(fs::directory_iterator{dir.path()}, fs::directory_iterator{}) == 1);
}

TEST_CASE("file: an existing file is overwritten only when allowed") {
    test::TempDir dir;
    REQUIRE(write_file(dir / "a", "old", Overwrite::no));
    auto const refused = write_file(dir / "a", "new", Overwrite::no);
    REQUIRE(!refused);
    CHECK(refused.error().code == Errc::conflict);
    CHECK(refused.error().where == (dir / "a").string());
    REQUIRE(write_file(dir / "a", "new", Overwrite::yes));
    CHECK(read_file(dir / "a", 100) == std::string{"new"});
}

TEST_CASE("file: failures name the path and the reason") {
    test::TempDir dir;
    auto const missing = read_file(dir / "nothing", 100);
    REQUIRE(!missing);
    CHECK(missing.error().code == Errc::not_found);
    CHECK(missing.error().where == (dir / "nothing").string());
    CHECK(read_file(dir.path(), 100).error().code == Errc::invalid_input);
    CHECK(write_file(dir / "no/such/folder", "x", Overwrite::no).error().code == Errc::not_found);
}

TEST_CASE("file: a file where a folder is to be, or the other way round, tells what to do") {
    test::TempDir const dir;
    REQUIRE(write_file(dir / "file", "x", Overwrite::no));
    for (auto const& error :
         {make_folder(dir / "file").error(), make_folder(dir / "file/a").error(),
          write_file(dir / "file/a", "x", Overwrite::no).error()})
        CHECK(error.what ==
              "it, or a part of its path, is a file and not a folder; choose another folder");
    CHECK(read_file(dir.path(), 10).error().what == "it is a folder, not a file; name a file");
}

TEST_CASE("file: reading stops at the limit") {
    test::TempDir dir;
    REQUIRE(write_file(dir / "a", std::string(1000, 'x'), Overwrite::no));
    CHECK(read_file(dir / "a", 999).error().code == Errc::invalid_input);
    CHECK(read_file(dir / "a", 1000));
}

TEST_CASE("file: a name of full length can be written") {
    test::TempDir dir;
    CHECK(write_file(dir / std::string(255, 'x'), "text", Overwrite::no));
    auto const longer = write_file(dir / std::string(256, 'x'), "text", Overwrite::no);
    REQUIRE_FALSE(longer);
    CHECK(longer.error().what == "the name is too long; choose a shorter one");
}

TEST_CASE("file: what is overwritten keeps its mode") {
    test::TempDir dir;
    REQUIRE(write_file(dir / "secret", "a", Overwrite::no));
    fs::permissions(dir / "secret", fs::perms::owner_read | fs::perms::owner_write);
    REQUIRE(write_file(dir / "secret", "b", Overwrite::yes));
    CHECK(fs::status(dir / "secret").permissions() ==
          (fs::perms::owner_read | fs::perms::owner_write));
}
