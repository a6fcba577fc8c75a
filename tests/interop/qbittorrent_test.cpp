#include "tests/interop/stage.hpp"

#include <doctest/doctest.h>

using namespace shoal::test;

TEST_CASE("qbittorrent: it seeds a tree, we get it by a UDP tracker") {
    we_get_from(qbittorrent(), {.shape = Shape::tree, .via = Via::udp});
}

TEST_CASE("qbittorrent: it seeds a hybrid tree, we get it by an HTTP tracker") {
    we_get_from(qbittorrent(), {.shape = Shape::tree, .via = Via::http, .format = "hybrid"});
}

TEST_CASE("qbittorrent: it seeds a file, we get it by a magnet link") {
    we_get_from(qbittorrent(), {.by_magnet = true});
}

TEST_CASE("qbittorrent: we seed a hybrid tree, it gets that by a UDP tracker") {
    we_seed_to(qbittorrent(), {.shape = Shape::tree, .via = Via::udp, .format = "hybrid"});
}

TEST_CASE("qbittorrent: we seed a file, it gets that by a magnet link") {
    we_seed_to(qbittorrent(), {.by_magnet = true});
}

TEST_CASE("qbittorrent: we seed a tree and connect to it") {
    we_seed_to(qbittorrent(), {.shape = Shape::tree, .via = Via::peer});
}
