// Transmission 3.00 answers requests twice a second and raises its rate slowly: about 0.4 MB/s at
// first. Hence little data. It cannot read hybrids: its parser refuses the empty keys of BEP 52.

#include "tests/interop/stage.hpp"

#include <doctest/doctest.h>

using namespace shoal::test;

namespace {

constexpr std::int64_t size = 3 << 20;

} // namespace

TEST_CASE("transmission: we seed a file, it gets that by a UDP tracker") {
    we_seed_to(transmission(), {.via = Via::udp, .size = size});
}

TEST_CASE("transmission: we seed a tree and connect to it") {
    we_seed_to(transmission(), {.shape = Shape::tree, .via = Via::peer, .size = size});
}

TEST_CASE("transmission: we seed a file, both sides require encryption") {
    we_seed_to(transmission({.require_encryption = true}), {.size = size, .encrypted = true});
}
