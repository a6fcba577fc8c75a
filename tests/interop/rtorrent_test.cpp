#include "tests/interop/stage.hpp"

#include <doctest/doctest.h>

using namespace shoal::test;

TEST_CASE("rtorrent: it seeds a tree, we get it by an HTTP tracker") {
    we_get_from(rtorrent(), {.shape = Shape::tree, .via = Via::http});
}

TEST_CASE("rtorrent: it seeds a file, we get it by a magnet link and a UDP tracker") {
    we_get_from(rtorrent(), {.via = Via::udp, .by_magnet = true});
}

TEST_CASE("rtorrent: it seeds a hybrid file, we connect to it") {
    we_get_from(rtorrent(), {.via = Via::peer, .format = "hybrid"});
}

TEST_CASE("rtorrent: we seed a tree, it gets that by a UDP tracker") {
    we_seed_to(rtorrent(), {.shape = Shape::tree, .via = Via::udp});
}

TEST_CASE("rtorrent: we seed a hybrid tree, it gets that by an HTTP tracker") {
    we_seed_to(rtorrent(), {.shape = Shape::tree, .via = Via::http, .format = "hybrid"});
}

TEST_CASE("rtorrent: we seed a file and connect to it") {
    we_seed_to(rtorrent(), {.via = Via::peer});
}
