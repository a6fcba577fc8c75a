#include "tests/support/content.hpp"
#include "tests/support/temp_dir.hpp"

#include <doctest/doctest.h>

using namespace shoal::test;

TEST_CASE("content: the same seed gives the same tree, another gives another") {
    TempDir const dir;
    write_random_tree(dir / "a", 4 << 20);
    write_random_tree(dir / "b", 4 << 20);
    write_random_tree(dir / "c", 4 << 20, 99);
    CHECK(difference(dir / "a", dir / "b") == "");
    CHECK(difference(dir / "a", dir / "c").find("its bytes differ") != std::string::npos);
}

TEST_CASE("content: a missing, an added and a shorter file are differences") {
    TempDir const dir;
    for (auto const* name : {"a", "b"})
        write_random_tree(dir / name, 4 << 20);
    shoal::fs::resize_file(dir / "b/zz/rest.bin", 5);
    CHECK(difference(dir / "a", dir / "b").find("5 bytes, not") != std::string::npos);
    shoal::fs::remove(dir / "b/zz/rest.bin");
    CHECK(difference(dir / "a", dir / "b").find("missing") != std::string::npos);
    CHECK(difference(dir / "b", dir / "a").find("should not be there") != std::string::npos);
}

TEST_CASE("content: holes are not allocated bytes") {
    TempDir const dir;
    write_random_file(dir / "file", 1 << 20);
    CHECK(allocated_bytes(dir / "file") == 1 << 20);
    shoal::fs::resize_file(dir / "file", 16 << 20);
    CHECK(allocated_bytes(dir / "file") == 1 << 20);
}
