// aria2 1.36 computes another info-hash for hybrids: it loses the empty keys of BEP 52 on the way.

#include "tests/interop/stage.hpp"

#include <doctest/doctest.h>

using namespace shoal::test;

TEST_CASE("aria2: it seeds a tree, we get it by an HTTP tracker") {
    we_get_from(aria2(), {.shape = Shape::tree, .via = Via::http});
}

TEST_CASE("aria2: it seeds a file, we get it by a magnet link and a UDP tracker") {
    we_get_from(aria2(), {.via = Via::udp, .by_magnet = true});
}

TEST_CASE("aria2: it seeds a file, we connect to it") {
    we_get_from(aria2(), {.via = Via::peer});
}

TEST_CASE("aria2: we seed a tree, it gets that by an HTTP tracker") {
    we_seed_to(aria2(), {.shape = Shape::tree, .via = Via::http});
}

TEST_CASE("aria2: we seed a file, it gets that by a magnet link and a UDP tracker") {
    we_seed_to(aria2(), {.via = Via::udp, .by_magnet = true});
}

TEST_CASE("aria2: we seed a tree and connect to it") {
    we_seed_to(aria2(), {.shape = Shape::tree, .via = Via::peer});
}
