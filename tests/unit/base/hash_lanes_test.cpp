#include "core/base/hash_lanes.hpp"

#include <doctest/doctest.h>

#include <random>

using namespace shoal;

namespace {

/// Each way that this CPU can go.
std::vector<LaneCode> const codes = [] {
    std::vector<LaneCode> here;
    for (auto const code :
         {LaneCode::fastest, LaneCode::openssl, LaneCode::sha_instructions, LaneCode::avx512})
        if (has_lane_code(code))
            here.push_back(code);
    return here;
}();

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

template <class Digest>
std::vector<LaneHasher<Digest>> lanes_of(LaneCode code, std::size_t count) {
    std::vector<LaneHasher<Digest>> lanes;
    for (std::size_t i = 0; i < count; ++i)
        lanes.emplace_back(code);
    return lanes;
}

/// Lanes fed by parts of random lengths, some empty, several messages one after the other.
template <class Digest>
void check_parts(LaneCode code) {
    std::mt19937 random{11};
    auto lanes = lanes_of<Digest>(code, 20);
    for (int round = 0; round < 200; ++round) {
        auto const used = 1 + random() % lanes.size();
        std::vector<std::size_t> fed(used);
        for (auto steps = random() % 6; steps > 0; --steps) {
            std::vector<typename LaneHasher<Digest>::Part> parts(used);
            for (std::size_t i = 0; i < used; ++i) {
                auto const size = random() % (random() % 3 == 0 ? 5 : 500);
                parts[i] = {&lanes[i], part(i * 7777 + fed[i], size)};
                fed[i] += size;
            }
            LaneHasher<Digest>::update(parts);
        }
        std::vector<Digest> digests(used);
        LaneHasher<Digest>::finish(std::span{lanes}.first(used), digests);
        for (std::size_t i = 0; i < used; ++i)
            CHECK(digests[i] == one(part(i * 7777, fed[i]), Digest{}));
    }
}

} // namespace

TEST_CASE("hash_lanes: every length to 300 bytes, equal in all lanes and by itself") {
    for (std::size_t size = 0; size <= 300; ++size) {
        // Each way through: alone, the SHA instructions, wide registers, a second group.
        for (std::size_t const count : {1U, 2U, 3U, 4U, 5U, 9U, 16U, 17U}) {
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

TEST_CASE("hash_lanes: parts give the digest of the whole, and finishing begins anew") {
    for (auto const code : codes) {
        check_parts<Sha1Digest>(code);
        check_parts<Sha256Digest>(code);
    }
}

TEST_CASE("hash_lanes: a message goes on alone, beside others and somewhere else") {
    for (auto const code : codes) {
        auto lanes = lanes_of<Sha1Digest>(code, 6);
        lanes[2].update(part(0, 70));
        std::vector<Sha1Lane::Part> parts;
        for (auto& lane : lanes)
            parts.push_back({&lane, part(70, 200)});
        Sha1Lane::update(parts);
        auto moved = std::move(lanes[2]);
        moved.update(part(270, 30));
        CHECK(moved.finish() == sha1(part(0, 300)));
        CHECK(lanes[5].finish() == sha1(part(70, 200)));
    }
}
