#include "core/base/glob.hpp"

#include <doctest/doctest.h>

using namespace shoal;

TEST_CASE("glob: fits a path with and without the torrent's name, or its last part") {
    for (char const* glob : {"photos/3*", "3*", "*.raw", "photos/*", "photos/sub/3.raw"})
        CHECK_MESSAGE(glob_fits(glob, "photos/sub/3.raw") == (std::string{glob} != "photos/3*"),
                      glob);
    CHECK(glob_fits("photos/3*", "photos/3.raw"));
    CHECK(glob_fits("sub/*", "photos/sub/3.raw"));
    CHECK(glob_fits("3*", "3.raw"));
    CHECK_FALSE(glob_fits("photos", "photos/3.raw"));
    CHECK_FALSE(glob_fits("x/3*", "photos/3.raw"));
}

TEST_CASE("glob: one that is broken is told from one that is odd") {
    for (char const* sound : {"", "*", "a[bc]", "[]]", "[!]x]", "\\[", "a]", "\\\\", "[a-z]*[0-9]"})
        CHECK_MESSAGE(check_glob(sound), sound);
    for (char const* broken : {"[", "a[b", "[]", "[!]", "\\", "x\\\\\\", "[a]["}) {
        CHECK_MESSAGE(!check_glob(broken), broken);
        CHECK(check_glob(broken).error().where == broken);
    }
}
