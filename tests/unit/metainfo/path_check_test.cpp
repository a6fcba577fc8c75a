#include "core/metainfo/path_check.hpp"

#include <doctest/doctest.h>

using namespace shoal;
using metainfo::check_collisions;
using metainfo::check_component;
using metainfo::fold_path;

TEST_CASE("path_check: a part that could leave its folder is refused") {
    using namespace std::string_view_literals;
    for (auto const part : {""sv, "."sv, ".."sv, "a/b"sv, "/"sv, "a\0b"sv})
        CHECK(!check_component(part));
    CHECK(!check_component(std::string(256, 'x')));
    CHECK(check_component(std::string(255, 'x')));
    CHECK(check_component("..."));
    CHECK(check_component("..a"));
    CHECK(check_component("\x1b[31m")); // printing it safely is the printer's task
}

TEST_CASE("path_check: paths fold together when a file system may take them for one") {
    CHECK(fold_path("ReadMe") == fold_path("README"));
    CHECK(fold_path("\u00c9") == fold_path("e\u0301"));
    CHECK(fold_path("\u1ebe") == fold_path("e\u0302\u0301")); // decomposes twice
    CHECK(fold_path("\u0416\u0419") == fold_path("\u0436\u0438\u0306"));
    CHECK(fold_path("\ud55c") == fold_path("\u1112\u1161\u11ab"));
    CHECK(fold_path("\u304c") == fold_path("\u304b\u3099"));
}

TEST_CASE("path_check: different names stay different") {
    CHECK(fold_path("resume") != fold_path("r\u00e9sum\u00e9"));
    CHECK(fold_path("a") != fold_path("b"));
    CHECK(fold_path("\xff") != fold_path("\xfe"));
}

TEST_CASE("path_check: twins and files that are folders of others are named") {
    CHECK(check_collisions({"a", "b", "c/a", "c/b", "a.b", "a-b"}));
    auto const twins = check_collisions({"x/B", "x/a", "x/b"});
    REQUIRE(!twins);
    CHECK(twins.error().what.find("'x/B' and 'x/b'") != std::string::npos);
    auto const nested = check_collisions({"a/b", "a-", "a"});
    REQUIRE(!nested);
    CHECK(nested.error().what.find("'a' is both a file and the folder of 'a/b'") !=
          std::string::npos);
}

TEST_CASE("path_check: a folded path is at most three times as long") {
    std::string hangul;
    for (int i = 0; i < 1000; ++i)
        hangul += "\xeb\xbb\x91"; // a syllable of three letters
    CHECK(fold_path(hangul).size() == 3 * hangul.size());
    CHECK(fold_path("\xf0\x9f\x98\x80\xe2\x82\xac\xd7\x90") ==
          "\xf0\x9f\x98\x80\xe2\x82\xac\xd7\x90");
}
