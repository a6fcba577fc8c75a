#include "core/storage/block.hpp"
#include "core/storage/layout.hpp"

#include <doctest/doctest.h>

using namespace shoal::storage;

TEST_CASE("layout: a piece that spans files has an extent in each, and none in empty ones") {
    Layout const layout{{{.size = 100}, {.size = 0}, {.size = 50}, {.size = 1000}}, 256};
    CHECK(layout.pieces() == 5);
    CHECK(layout.piece_size(4) == 1150 - 4 * 256);
    CHECK(layout.extents(0, 0, 256) ==
          std::vector<Extent>{{0, 0, 100, false}, {2, 0, 50, false}, {3, 0, 106, false}});
    CHECK(layout.extents(0, 120, 40) == std::vector<Extent>{{2, 20, 30, false}, {3, 0, 10, false}});
    CHECK(layout.extents(4, 0, 126) == std::vector<Extent>{{3, 874, 126, false}});
}

TEST_CASE("layout: pads are marked, and a block of nothing else is known") {
    Layout const layout{{{.size = 20'000}, {.size = 45'536, .pad = true}, {.size = 10}}, 65'536};
    CHECK_FALSE(layout.is_pad(0, 0));
    CHECK_FALSE(layout.is_pad(0, 1));
    CHECK(layout.is_pad(0, 2));
    CHECK(layout.is_pad(0, 3));
    CHECK(layout.extents(0, 0, 65'536) ==
          std::vector<Extent>{{0, 0, 20'000, false}, {1, 0, 45'536, true}});
    CHECK(layout.v2_size(0) == 20'000);
    CHECK(layout.v2_size(1) == 10);
}

TEST_CASE("layout: a piece is wanted if all its files are, pads aside") {
    Layout const layout{{{.size = 100}, {.size = 156, .pad = true}, {.size = 300}, {.size = 50}},
                        256};
    auto const some = layout.with_wanted({true, false, false, true});
    CHECK(some.is_wanted(0));
    CHECK_FALSE(some.is_wanted(1));
    CHECK_FALSE(some.is_wanted(2));
    CHECK(layout.is_wanted(2));
    CHECK(some.with_wanted({}).is_wanted(1));
}

TEST_CASE("layout: sizes beyond 32 bits") {
    std::int64_t const big = 5'000'000'000;
    Layout const layout{{{.size = big}, {.size = big}}, 1 << 24};
    int const piece = static_cast<int>(big / (1 << 24));
    auto const parts = layout.extents(piece, 0, 1 << 24);
    REQUIRE(parts.size() == 2);
    CHECK(parts[0].offset == static_cast<std::int64_t>(piece) * (1 << 24));
    CHECK(parts[0].size + parts[1].size == 1 << 24);
    CHECK(parts[1].offset == 0);
}
