#include "tests/support/temp_dir.hpp"

#include "core/base/check.hpp"

#include <cstdlib>

namespace shoal::test {

TempDir::TempDir() {
    std::string name = (fs::temp_directory_path() / "shoal-test-XXXXXX").string();
    SHOAL_CHECK(::mkdtemp(name.data()) != nullptr, "cannot make a folder like {}", name);
    path_ = name;
}

TempDir::~TempDir() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
}

} // namespace shoal::test
