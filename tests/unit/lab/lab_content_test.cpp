#include "core/api/torrents.hpp"
#include "core/lab/lab_content.hpp"
#include "tests/support/temp_dir.hpp"

#include <doctest/doctest.h>

using namespace shoal;

namespace {

std::string content(fs::path const& path, std::uint64_t seed) {
    REQUIRE(lab::write_content(path, 100'000, seed, {}));
    return *read_file(path, 1'000'000);
}

} // namespace

TEST_CASE("lab content: the same seed gives the same bytes, another seed others") {
    test::TempDir const dir;
    CHECK(content(dir / "a", 1) == content(dir / "b", 1));
    CHECK(content(dir / "a", 1) != content(dir / "b", 2));
}

TEST_CASE("lab content: a liar's copy differs in the blocks that were drawn, and in no other") {
    test::TempDir const dir;
    auto const good = content(dir / "a", 1);
    REQUIRE(lab::spoil_blocks(dir / "a", {1, 6}));
    auto const bad = *read_file(dir / "a", 1'000'000);
    REQUIRE(bad.size() == good.size());
    std::vector<std::size_t> differ;
    for (std::size_t block = 0; block * api::block_size < good.size(); ++block)
        if (good.compare(block * api::block_size, api::block_size, bad, block * api::block_size,
                         api::block_size) != 0)
            differ.push_back(block);
    CHECK(differ == std::vector<std::size_t>{1, 6});
}
