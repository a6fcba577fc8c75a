#include "core/base/hash.hpp"

#include <doctest/doctest.h>

using namespace shoal;

namespace {
std::span<std::byte const> bytes_of(std::string_view text) {
    return std::as_bytes(std::span{text.data(), text.size()});
}
} // namespace

TEST_CASE("hash: the published test vectors of FIPS 180") {
    CHECK(to_hex(sha1(bytes_of("abc"))) == "a9993e364706816aba3e25717850c26c9cd0d89d");
    CHECK(to_hex(sha256(bytes_of("abc"))) ==
          "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    CHECK(to_hex(sha1({})) == "da39a3ee5e6b4b0d3255bfef95601890afd80709");
}

TEST_CASE("hash: parts give the digest of the whole, and finishing starts over") {
    Sha1 hash;
    for (int round = 0; round < 2; ++round) {
        hash.update(bytes_of("a"));
        hash.update(bytes_of("bc"));
        CHECK(hash.finish() == sha1(bytes_of("abc")));
    }
}

TEST_CASE("hash: hexadecimal goes both ways and refuses the rest") {
    Sha1Digest digest{};
    CHECK(from_hex("A9993e364706816aba3e25717850c26c9cd0d89d", digest));
    CHECK(digest == sha1(bytes_of("abc")));
    CHECK(!from_hex("a9", digest));
    CHECK(!from_hex("g9993e364706816aba3e25717850c26c9cd0d89d", digest));
}
