#include "core/base/hash_lanes.hpp"

#include <doctest/doctest.h>

#include <random>

using namespace shoal;

namespace {

constexpr std::array codes{LaneCode::fastest, LaneCode::portable};

std::vector<std::byte> noise(std::size_t size) {
    std::vector<std::byte> bytes(size);
    std::uint32_t state = 7;
    for (std::byte& byte : bytes) {
        state = state * 1664525 + 1013904223;
        byte = static_cast<std::byte>(state >> 24);
    }
    return bytes;
}

std::vector<std::byte> const data = noise(1 << 18);

Bytes part(std::size_t at, std::size_t size) {
    return Bytes{data}.subspan(at, size);
}

/// Held against OpenSSL, one message at a time.
void check_many(std::vector<Bytes> const& messages) {
    for (auto const code : codes) {
        CAPTURE(static_cast<int>(code));
        std::vector<Sha1Digest> v1(messages.size());
        std::vector<Sha256Digest> v2(messages.size());
        sha1_many(messages, v1, code);
        sha256_many(messages, v2, code);
        for (std::size_t i = 0; i < messages.size(); ++i) {
            CAPTURE(i);
            CAPTURE(messages[i].size());
            CHECK(v1[i] == sha1(messages[i]));
            CHECK(v2[i] == sha256(messages[i]));
        }
    }
}

Sha1Digest one(Bytes message, Sha1Digest const&) {
    return sha1(message);
}

Sha256Digest one(Bytes message, Sha256Digest const&) {
    return sha256(message);
}

/// Lanes fed by parts of random lengths, some empty, several messages one after the other.
template <class Digest>
void check_parts(LaneCode code) {
    std::mt19937 random{11};
    HashLanes<Digest> lanes{code};
    for (int round = 0; round < 200; ++round) {
        auto const used = 1 + random() % lane_count;
        std::vector<std::size_t> fed(used);
        for (auto steps = random() % 6; steps > 0; --steps) {
            std::vector<Bytes> parts(used);
            for (std::size_t i = 0; i < used; ++i) {
                parts[i] = part(i * 7777 + fed[i], random() % (random() % 3 == 0 ? 5 : 500));
                fed[i] += parts[i].size();
            }
            lanes.update(parts);
        }
        std::vector<Digest> digests(used);
        lanes.finish(digests);
        for (std::size_t i = 0; i < used; ++i)
            CHECK(digests[i] == one(part(i * 7777, fed[i]), Digest{}));
    }
}

} // namespace

TEST_CASE("hash_lanes: every length to 300 bytes, equal in all lanes and by itself") {
    for (std::size_t size = 0; size <= 300; ++size) {
        // Each way through: alone, the SHA instructions, wide registers, a second group.
        for (std::size_t const count : {1U, 2U, 3U, 4U, 5U, 16U, 17U}) {
            std::vector<Bytes> messages;
            for (std::size_t i = 0; i < count; ++i)
                messages.push_back(part(i * 997, size));
            check_many(messages);
        }
    }
}

TEST_CASE("hash_lanes: lengths around a block of the tree and a piece") {
    for (std::size_t const near : {std::size_t{16384}, std::size_t{65536}})
        for (std::size_t size = near - 66; size <= near + 66; ++size)
            check_many({part(0, size), part(13, near), part(99, near - 64), part(5, size),
                        part(1, size), part(2, size - 1)});
}

TEST_CASE("hash_lanes: any number of messages of any lengths") {
    std::mt19937 random{5};
    check_many({});
    for (std::size_t count = 1; count <= 20; ++count)
        for (int round = 0; round < 20; ++round) {
            std::vector<Bytes> messages;
            for (std::size_t i = 0; i < count; ++i)
                messages.push_back(part(random() % 1000, random() % 5000));
            check_many(messages);
        }
}

TEST_CASE("hash_lanes: parts give the digest of the whole, and finishing starts all lanes over") {
    for (auto const code : codes) {
        check_parts<Sha1Digest>(code);
        check_parts<Sha256Digest>(code);
    }
}

TEST_CASE("hash_lanes: a lane that nobody asked for starts over as well") {
    for (auto const code : codes) {
        Sha1Lanes lanes{code};
        std::array<Bytes, 6> const parts{part(0, 70), part(9, 70), part(5, 70),
                                         part(7, 70), part(2, 70), part(1, 70)};
        std::array<Sha1Digest, 6> digests{};
        lanes.update(parts);
        lanes.finish(std::span{digests}.first(1));
        lanes.update(parts);
        lanes.finish(digests);
        for (std::size_t i = 0; i < parts.size(); ++i)
            CHECK(digests[i] == sha1(parts[i]));
    }
}
