#include "core/base/lock_file.hpp"
#include "tests/support/temp_dir.hpp"

#include <doctest/doctest.h>

#include <unistd.h>

using namespace shoal;

TEST_CASE("lock file: the second to take it learns which process has it") {
    test::TempDir const dir;
    auto const path = dir / "daemon.lock";
    {
        auto const first = LockFile::take(path);
        REQUIRE(first);
        auto const second = LockFile::take(path);
        REQUIRE_FALSE(second.has_value());
        CHECK(second.error().code == Errc::conflict);
        CHECK(second.error().what.find(std::to_string(::getpid())) != std::string::npos);
        CHECK(second.error().where == path.string());
    }
    CHECK(LockFile::take(path));
}

TEST_CASE("lock file: where it cannot be made, the reason is told") {
    test::TempDir const dir;
    CHECK(LockFile::take(dir / "missing/daemon.lock").error().code == Errc::not_found);
}
