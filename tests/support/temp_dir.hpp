#pragma once

#include "core/base/file.hpp"

namespace shoal::test {

/// A folder of the test's own, removed with all it holds when the test is over.
class TempDir {
public:
    TempDir();
    ~TempDir();
    TempDir(TempDir const&) = delete;
    TempDir& operator=(TempDir const&) = delete;

    [[nodiscard]] fs::path const& path() const { return path_; }

    [[nodiscard]] fs::path operator/(std::string_view part) const { return path_ / part; }

private:
    fs::path path_;
};

} // namespace shoal::test
