#include "core/base/hash_lanes.hpp"

#include "core/base/check.hpp"
#include "core/base/sha_cpu.hpp"

#include <algorithm>
#include <cstring>

// One SHA stream is bound by latency: each round waits for the last. Independent messages, such as
// the pieces of a torrent or the blocks of a v2 tree, need not wait for each other. With AVX-512 a
// vector register holds the same word of 16 messages, so one instruction does a step for all; with
// the SHA instructions two or three messages take turns (sha_avx512.cpp, sha_ni.cpp). On one core,
// 16 KiB a lane: SHA-1 @ MB/s in OpenSSL's single stream, @ in 16 lanes; SHA-256 @ and @.
// It pays as long as all lanes' buffers stay in the core's own cache.
//
// Lanes only run together as far as all have whole blocks, so whoever calls feeds them equal
// lengths; the longer ones finish among themselves. SHA's padding is ours to do then: 0x80, zeros,
// and the length in bits, big-endian, at the end of a block (FIPS 180-4, 5.1).

namespace shoal {
namespace {

static_assert(lane_count == sha_cpu::width);

constexpr std::size_t block = 64;

template <class Digest>
constexpr std::array<std::uint32_t, sizeof(Digest) / 4> start_state;
template <>
constexpr std::array<std::uint32_t, 5> start_state<Sha1Digest>{0x67452301, 0xefcdab89, 0x98badcfe,
                                                               0x10325476, 0xc3d2e1f0};
template <>
constexpr std::array<std::uint32_t, 8> start_state<Sha256Digest>{
    0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};

struct Job {
    sha_cpu::Input input;
    std::size_t blocks;
};

/// Runs the jobs together for as long as each has blocks, then the longer ones among themselves.
template <class Digest>
void run(std::span<Job> jobs) {
    std::array<sha_cpu::Input, lane_count> inputs;
    while (true) {
        std::size_t active = 0;
        std::size_t count = SIZE_MAX;
        for (Job const& job : jobs)
            if (job.blocks > 0) {
                inputs[active++] = job.input;
                count = std::min(count, job.blocks);
            }
        if (active == 0)
            return;
        if constexpr (sizeof(Digest) == sizeof(Sha1Digest))
            sha_cpu::compress_sha1(std::span{inputs}.first(active), count);
        else
            sha_cpu::compress_sha256(std::span{inputs}.first(active), count);
        for (Job& job : jobs)
            if (job.blocks > 0) {
                job.blocks -= count;
                job.input.blocks += count * block;
            }
    }
}

void put_big_endian(std::uint64_t value, std::size_t width, void* to) {
    auto* const out = static_cast<std::uint8_t*>(to);
    for (std::size_t i = 0; i < width; ++i)
        out[i] = static_cast<std::uint8_t>(value >> (8 * (width - 1 - i)));
}

/// The last block or two of a message: what rests, and the padding.
struct Ending {
    std::array<std::byte, 2 * block> bytes{};
    std::size_t blocks = 0;

    void fill(Bytes rest, std::uint64_t message_size) {
        if (!rest.empty())
            std::memcpy(bytes.data(), rest.data(), rest.size());
        bytes[rest.size()] = std::byte{0x80};
        blocks = rest.size() + 1 + 8 <= block ? 1 : 2;
        put_big_endian(message_size * 8, 8, &bytes[blocks * block - 8]);
    }
};

template <class Digest>
void hash_many(std::span<Bytes const> messages, std::span<Digest> out, LaneCode code) {
    SHOAL_CHECK(messages.size() == out.size(), "{} messages, {} digests", messages.size(),
                out.size());
    HashLanes<Digest> lanes{code};
    while (!messages.empty()) {
        auto const some = std::min(messages.size(), lane_count);
        lanes.update(messages.first(some));
        lanes.finish(out.first(some));
        messages = messages.subspan(some);
        out = out.subspan(some);
    }
}

} // namespace

template <class Digest>
HashLanes<Digest>::HashLanes(LaneCode code)
    : portable_(code == LaneCode::fastest && sha_cpu::available() ? 0 : lane_count) {
    for (Lane& lane : lanes_)
        lane.state = start_state<Digest>;
}

template <class Digest>
void HashLanes<Digest>::update(std::span<Bytes const> parts) {
    SHOAL_CHECK(parts.size() <= lanes_.size(), "{} parts for {} lanes", parts.size(),
                lanes_.size());
    if (!portable_.empty()) {
        for (std::size_t i = 0; i < parts.size(); ++i)
            portable_[i].update(parts[i]);
        return;
    }
    std::array<Job, lane_count> begun{}; // blocks begun by earlier parts
    std::array<Job, lane_count> whole{};
    std::array<Bytes, lane_count> left{};
    for (std::size_t i = 0; i < parts.size(); ++i) {
        Lane& lane = lanes_[i];
        Bytes part = parts[i];
        lane.size += part.size();
        if (lane.rest_size > 0) {
            auto const some = std::min(block - lane.rest_size, part.size());
            std::copy_n(part.begin(), some, lane.rest.begin() + lane.rest_size);
            lane.rest_size += some;
            part = part.subspan(some);
            if (lane.rest_size == block)
                begun[i] = {{lane.state.data(), lane.rest.data()}, 1};
        }
        whole[i] = {{lane.state.data(), part.data()}, part.size() / block};
        left[i] = part.last(part.size() % block);
    }
    run<Digest>(begun);
    run<Digest>(whole);
    for (std::size_t i = 0; i < parts.size(); ++i) {
        Lane& lane = lanes_[i];
        if (lane.rest_size == block)
            lane.rest_size = 0;
        std::copy(left[i].begin(), left[i].end(), lane.rest.begin() + lane.rest_size);
        lane.rest_size += left[i].size();
    }
}

template <class Digest>
void HashLanes<Digest>::finish(std::span<Digest> out) {
    SHOAL_CHECK(out.size() <= lanes_.size(), "{} digests of {} lanes", out.size(), lanes_.size());
    if (!portable_.empty()) {
        for (std::size_t i = 0; i < portable_.size(); ++i) {
            auto const digest = portable_[i].finish();
            if (i < out.size())
                out[i] = digest;
        }
        return;
    }
    std::array<Ending, lane_count> endings;
    std::array<Job, lane_count> jobs{};
    for (std::size_t i = 0; i < out.size(); ++i) {
        Lane& lane = lanes_[i];
        endings[i].fill(Bytes{lane.rest}.first(lane.rest_size), lane.size);
        jobs[i] = {{lane.state.data(), endings[i].bytes.data()}, endings[i].blocks};
    }
    run<Digest>(jobs);
    for (std::size_t i = 0; i < out.size(); ++i)
        for (std::size_t word = 0; word < lanes_[i].state.size(); ++word)
            put_big_endian(lanes_[i].state[word], 4, &out[i][word * 4]);
    for (Lane& lane : lanes_) {
        lane.state = start_state<Digest>;
        lane.rest_size = 0;
        lane.size = 0;
    }
}

template class HashLanes<Sha1Digest>;
template class HashLanes<Sha256Digest>;

void sha1_many(std::span<Bytes const> messages, std::span<Sha1Digest> out, LaneCode code) {
    hash_many<Sha1Digest>(messages, out, code);
}

void sha256_many(std::span<Bytes const> messages, std::span<Sha256Digest> out, LaneCode code) {
    hash_many<Sha256Digest>(messages, out, code);
}

} // namespace shoal
