#include "core/base/hash_lanes.hpp"

#include "core/base/check.hpp"

#include <algorithm>
#include <vector>

// One SHA stream is bound by latency: each round waits for the last. Independent messages, such as
// the pieces of a torrent or the blocks of a v2 tree, need not wait for each other. With AVX-512 a
// vector register holds the same word of 16 messages, so one instruction does a step for all; with
// the SHA instructions two or three messages take turns (sha_avx512.cpp, sha_ni.cpp). On one core
// of an Intel of 2023, 16 KiB a lane (bench_hash_lanes): SHA-1 1,909 MB/s in OpenSSL's single
// stream, 6,417 in 16 lanes; SHA-256 1,628 and 3,667. There the SHA instructions gain little (1.04
// and 1.25 times); elsewhere they gained 2.25 and 1.78. It pays as long as all lanes' buffers stay
// in the core's own cache.
//
// Lanes only run together as far as all have whole blocks, so whoever calls feeds them equal
// lengths; the longer ones finish among themselves. SHA's padding is ours to do then: 0x80, zeros,
// and the length in bits, big-endian, at the end of a block (FIPS 180-4, 5.1).

namespace shoal {
namespace {

constexpr std::size_t block = 64;

template <class Digest>
constexpr std::array<std::uint32_t, sizeof(Digest) / 4> start_state;
template <>
constexpr std::array<std::uint32_t, 5> start_state<Sha1Digest>{0x67452301, 0xefcdab89, 0x98badcfe,
                                                               0x10325476, 0xc3d2e1f0};
template <>
constexpr std::array<std::uint32_t, 8> start_state<Sha256Digest>{
    0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};

sha_cpu::Code code_of(LaneCode code) {
    switch (code) {
    case LaneCode::fastest:
        return sha_cpu::fastest();
    case LaneCode::sha_instructions:
        return sha_cpu::sha_instructions();
    case LaneCode::avx512:
        return sha_cpu::avx512();
    case LaneCode::openssl:
        break;
    }
    return {};
}

struct Job {
    sha_cpu::Input input{};
    std::size_t blocks = 0;
};

/// Runs the jobs together for as long as each has blocks, then the longer ones among themselves.
void run(std::span<Job> jobs, sha_cpu::Compress compress) {
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
        compress(std::span{inputs}.first(active), count);
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
        std::copy(rest.begin(), rest.end(), bytes.begin());
        bytes[rest.size()] = std::byte{0x80};
        blocks = rest.size() + 1 + 8 <= block ? 1 : 2;
        put_big_endian(message_size * 8, 8, &bytes[blocks * block - 8]);
    }
};

template <class Digest>
sha_cpu::Compress compress_of(LaneCode code) {
    auto const found = code_of(code);
    return sizeof(Digest) == sizeof(Sha1Digest) ? found.sha1 : found.sha256;
}

void hash_one(Bytes message, Sha1Digest& out) {
    out = sha1(message);
}

void hash_one(Bytes message, Sha256Digest& out) {
    out = sha256(message);
}

template <class Digest>
void hash_many(std::span<Bytes const> messages, std::span<Digest> out, LaneCode code) {
    SHOAL_CHECK(messages.size() == out.size(), "{} messages, {} digests", messages.size(),
                out.size());
    if (compress_of<Digest>(code) == nullptr) {
        for (std::size_t i = 0; i < messages.size(); ++i)
            hash_one(messages[i], out[i]);
        return;
    }
    using Lane = LaneHasher<Digest>;
    std::vector<Lane> lanes;
    for (std::size_t i = 0; i < std::min(messages.size(), lane_count); ++i)
        lanes.emplace_back(code);
    while (!messages.empty()) {
        auto const some = std::min(messages.size(), lane_count);
        std::array<typename Lane::Part, lane_count> parts{};
        for (std::size_t i = 0; i < some; ++i)
            parts[i] = {&lanes[i], messages[i]};
        Lane::update(std::span{parts}.first(some));
        Lane::finish(std::span{lanes}.first(some), out.first(some));
        messages = messages.subspan(some);
        out = out.subspan(some);
    }
}

} // namespace

bool has_lane_code(LaneCode code) {
    return code == LaneCode::fastest || code == LaneCode::openssl || code_of(code).sha1 != nullptr;
}

template <class Digest>
LaneHasher<Digest>::LaneHasher(LaneCode code) : compress_(compress_of<Digest>(code)) {
    SHOAL_CHECK(has_lane_code(code), "this CPU has no code {}", static_cast<int>(code));
    if (compress_ == nullptr)
        openssl_.emplace();
    begin();
}

template <class Digest>
void LaneHasher<Digest>::begin() {
    state_ = start_state<Digest>;
    rest_size_ = 0;
    size_ = 0;
}

template <class Digest>
void LaneHasher<Digest>::update(std::span<Part const> parts) {
    for (Part const& part : parts)
        SHOAL_CHECK(part.message->compress_ == parts[0].message->compress_, "two codes");
    while (!parts.empty()) {
        auto const some = std::min(parts.size(), lane_count);
        if (parts[0].message->compress_ != nullptr)
            update_some(parts.first(some));
        else
            for (Part const& part : parts.first(some))
                part.message->openssl_->update(part.bytes);
        parts = parts.subspan(some);
    }
}

template <class Digest>
void LaneHasher<Digest>::update_some(std::span<Part const> parts) {
    std::array<Job, lane_count> begun{}; // blocks begun by earlier parts
    std::array<Job, lane_count> whole{};
    std::array<Bytes, lane_count> left{};
    for (std::size_t i = 0; i < parts.size(); ++i) {
        auto& lane = *parts[i].message;
        Bytes part = parts[i].bytes;
        lane.size_ += part.size();
        if (lane.rest_size_ > 0) {
            auto const some = std::min(block - lane.rest_size_, part.size());
            std::copy_n(part.begin(), some, lane.rest_.begin() + lane.rest_size_);
            lane.rest_size_ += some;
            part = part.subspan(some);
            if (lane.rest_size_ == block)
                begun[i] = {{lane.state_.data(), lane.rest_.data()}, 1};
        }
        whole[i] = {{lane.state_.data(), part.data()}, part.size() / block};
        left[i] = part.last(part.size() % block);
    }
    auto const compress = parts[0].message->compress_;
    run(begun, compress);
    run(whole, compress);
    for (std::size_t i = 0; i < parts.size(); ++i) {
        auto& lane = *parts[i].message;
        if (lane.rest_size_ == block)
            lane.rest_size_ = 0;
        std::copy(left[i].begin(), left[i].end(), lane.rest_.begin() + lane.rest_size_);
        lane.rest_size_ += left[i].size();
    }
}

template <class Digest>
void LaneHasher<Digest>::finish(std::span<LaneHasher> messages, std::span<Digest> out) {
    SHOAL_CHECK(messages.size() == out.size(), "{} messages, {} digests", messages.size(),
                out.size());
    for (LaneHasher const& message : messages)
        SHOAL_CHECK(message.compress_ == messages[0].compress_, "two codes");
    while (!messages.empty()) {
        auto const some = std::min(messages.size(), lane_count);
        if (messages[0].compress_ != nullptr)
            finish_some(messages.first(some), out.first(some));
        else
            for (std::size_t i = 0; i < some; ++i)
                out[i] = messages[i].openssl_->finish();
        messages = messages.subspan(some);
        out = out.subspan(some);
    }
}

template <class Digest>
void LaneHasher<Digest>::finish_some(std::span<LaneHasher> messages, std::span<Digest> out) {
    std::array<Ending, lane_count> endings;
    std::array<Job, lane_count> jobs{};
    for (std::size_t i = 0; i < messages.size(); ++i) {
        auto& lane = messages[i];
        endings[i].fill(Bytes{lane.rest_}.first(lane.rest_size_), lane.size_);
        jobs[i] = {{lane.state_.data(), endings[i].bytes.data()}, endings[i].blocks};
    }
    run(jobs, messages[0].compress_);
    for (std::size_t i = 0; i < messages.size(); ++i) {
        for (std::size_t word = 0; word < messages[i].state_.size(); ++word)
            put_big_endian(messages[i].state_[word], 4, &out[i][word * 4]);
        messages[i].begin();
    }
}

template <class Digest>
Digest LaneHasher<Digest>::finish() {
    std::array<Digest, 1> digest{};
    finish(std::span{this, 1}, digest);
    return digest[0];
}

template class LaneHasher<Sha1Digest>;
template class LaneHasher<Sha256Digest>;

void sha1_many(std::span<Bytes const> messages, std::span<Sha1Digest> out, LaneCode code) {
    hash_many<Sha1Digest>(messages, out, code);
}

void sha256_many(std::span<Bytes const> messages, std::span<Sha256Digest> out, LaneCode code) {
    hash_many<Sha256Digest>(messages, out, code);
}

} // namespace shoal
