// Transmission 3.00 answers requests twice a second and raises its rate slowly: about 0.4 MB/s at
// first. Hence little data. It cannot read hybrids: its parser refuses the empty keys of BEP 52.

#include "tests/interop/stage.hpp"

#include <doctest/doctest.h>

using namespace shoal::test;

namespace {

constexpr std::int64_t size = 3 << 20;

} // namespace

TEST_CASE("transmission: it seeds a file, we get it by an HTTP tracker") {
    we_get_from(transmission(), {.via = Via::http, .size = size});
}

TEST_CASE("transmission: it seeds a file, we get it by a magnet link and a UDP tracker") {
    we_get_from(transmission(), {.via = Via::udp, .size = size, .by_magnet = true});
}

TEST_CASE("transmission: it seeds a tree, we connect to it") {
    we_get_from(transmission(), {.shape = Shape::tree, .via = Via::peer, .size = size});
}

TEST_CASE("transmission: it seeds a file, both sides require encryption") {
    we_get_from(transmission({.require_encryption = true}), {.size = size, .encrypted = true});
}
