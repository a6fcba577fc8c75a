#include "core/base/sha_ni.hpp"

#include "core/base/check.hpp"
#include "core/base/sha_constants.hpp"

#include <array>
#include <immintrin.h>
#include <utility>

// Each round of SHA waits for the one before, so a single message may leave the SHA unit idle most
// of the time. Hence rounds of independent messages take turns: four rounds of lane 0, the same
// four of lane 1, and so on. It pays until the lanes no longer fit into 16 vector registers, and
// only on CPUs whose SHA unit is pipelined: three lanes of SHA-1 have run at 2.25 times the speed
// of one on one CPU, and at 1.04 times on an Intel of 2023, where sha1rnds4 takes 4 cycles and the
// next may begin after 3.
//
// The instructions do four rounds (SHA-1) or two (SHA-256) at once. A group below is four rounds:
// 20 groups make a SHA-1 block, 16 a SHA-256 block. `w` holds the last 16 words of the message
// schedule, four to a vector; each group after the first four replaces the oldest vector.

#define SHOAL_SHA_NI __attribute__((target("sha,sse4.1,ssse3")))
// The compiler must see through all of it to keep the lanes in registers.
#define SHOAL_SHA_NI_INLINE __attribute__((target("sha,sse4.1,ssse3"), always_inline)) inline

namespace shoal::sha_ni {
namespace {

using sha_cpu::Input;

template <std::size_t... n>
using Indices = std::index_sequence<n...>;

SHOAL_SHA_NI_INLINE __m128i load(void const* from) {
    return _mm_loadu_si128(static_cast<__m128i const*>(from));
}

SHOAL_SHA_NI_INLINE void store(void* to, __m128i value) {
    _mm_storeu_si128(static_cast<__m128i*>(to), value);
}

struct Sha1Lane {
    __m128i abcd;     ///< a in the highest word
    __m128i previous; ///< abcd four rounds ago: gives the next e
    __m128i abcd_in;  ///< as the block began
    __m128i e_in;
    __m128i w[4];
    std::byte const* blocks;
    std::uint32_t* state;

    SHOAL_SHA_NI_INLINE void begin(Input const& input) {
        state = input.state;
        blocks = input.blocks;
        abcd = _mm_shuffle_epi32(load(state), 0x1B);
        e_in = _mm_set_epi32(static_cast<int>(state[4]), 0, 0, 0);
    }

    template <std::size_t group>
    SHOAL_SHA_NI_INLINE void rounds() {
        constexpr auto i = group % 4;
        if constexpr (group < 4) {
            __m128i const swap = _mm_set_epi64x(0x0001020304050607, 0x08090a0b0c0d0e0f);
            w[i] = _mm_shuffle_epi8(load(blocks + group * 16), swap);
        } else {
            auto const mixed =
                _mm_xor_si128(_mm_sha1msg1_epu32(w[i], w[(i + 1) % 4]), w[(i + 2) % 4]);
            w[i] = _mm_sha1msg2_epu32(mixed, w[(i + 3) % 4]);
        }
        if constexpr (group == 0)
            abcd_in = abcd;
        auto const e = group == 0 ? _mm_add_epi32(e_in, w[i]) : _mm_sha1nexte_epu32(previous, w[i]);
        previous = abcd;
        abcd = _mm_sha1rnds4_epu32(abcd, e, group / 5);
    }

    SHOAL_SHA_NI_INLINE void end_block() {
        e_in = _mm_sha1nexte_epu32(previous, e_in);
        abcd = _mm_add_epi32(abcd, abcd_in);
        blocks += 64;
    }

    SHOAL_SHA_NI_INLINE void end() const {
        store(state, _mm_shuffle_epi32(abcd, 0x1B));
        state[4] = static_cast<std::uint32_t>(_mm_extract_epi32(e_in, 3));
    }
};

struct Sha256Lane {
    __m128i abef;
    __m128i cdgh;
    __m128i abef_in; ///< as the block began
    __m128i cdgh_in;
    __m128i w[4];
    std::byte const* blocks;
    std::uint32_t* state;

    SHOAL_SHA_NI_INLINE void begin(Input const& input) {
        state = input.state;
        blocks = input.blocks;
        auto const abcd = _mm_shuffle_epi32(load(state), 0x1B);
        auto const efgh = _mm_shuffle_epi32(load(state + 4), 0x1B);
        abef = _mm_unpackhi_epi64(efgh, abcd);
        cdgh = _mm_unpacklo_epi64(efgh, abcd);
    }

    template <std::size_t group>
    SHOAL_SHA_NI_INLINE void rounds() {
        constexpr auto i = group % 4;
        if constexpr (group < 4) {
            __m128i const swap = _mm_set_epi64x(0x0c0d0e0f08090a0b, 0x0405060700010203);
            w[i] = _mm_shuffle_epi8(load(blocks + group * 16), swap);
        } else {
            auto const seven_back = _mm_alignr_epi8(w[(i + 3) % 4], w[(i + 2) % 4], 4);
            auto const mixed =
                _mm_add_epi32(_mm_sha256msg1_epu32(w[i], w[(i + 1) % 4]), seven_back);
            w[i] = _mm_sha256msg2_epu32(mixed, w[(i + 3) % 4]);
        }
        if constexpr (group == 0) {
            abef_in = abef;
            cdgh_in = cdgh;
        }
        auto const sum = _mm_add_epi32(w[i], load(&sha256_constants[group * 4]));
        cdgh = _mm_sha256rnds2_epu32(cdgh, abef, sum);
        abef = _mm_sha256rnds2_epu32(abef, cdgh, _mm_shuffle_epi32(sum, 0x0E));
    }

    SHOAL_SHA_NI_INLINE void end_block() {
        abef = _mm_add_epi32(abef, abef_in);
        cdgh = _mm_add_epi32(cdgh, cdgh_in);
        blocks += 64;
    }

    SHOAL_SHA_NI_INLINE void end() const {
        store(state, _mm_shuffle_epi32(_mm_unpackhi_epi64(cdgh, abef), 0x1B));
        store(state + 4, _mm_shuffle_epi32(_mm_unpacklo_epi64(cdgh, abef), 0x1B));
    }
};

template <std::size_t group, class Lane, std::size_t... lane>
SHOAL_SHA_NI_INLINE void take_turns(std::array<Lane, sizeof...(lane)>& lanes, Indices<lane...>) {
    (lanes[lane].template rounds<group>(), ...);
}

template <class Lane, std::size_t... group, std::size_t... lane>
SHOAL_SHA_NI void compress(std::span<Input const> inputs, std::size_t count, Indices<group...>,
                           Indices<lane...> each) {
    std::array<Lane, sizeof...(lane)> lanes;
    (lanes[lane].begin(inputs[lane]), ...);
    for (; count > 0; --count) {
        (take_turns<group>(lanes, each), ...);
        (lanes[lane].end_block(), ...);
    }
    (lanes[lane].end(), ...);
}

template <class Lane, std::size_t width, std::size_t groups>
void compress(std::span<Input const> inputs, std::size_t count) {
    compress<Lane>(inputs, count, std::make_index_sequence<groups>{},
                   std::make_index_sequence<width>{});
}

} // namespace

void compress_sha1(std::span<Input const> inputs, std::size_t count) {
    SHOAL_CHECK(!inputs.empty() && inputs.size() <= sha1_width, "{} inputs", inputs.size());
    if (inputs.size() == 1)
        compress<Sha1Lane, 1, 20>(inputs, count);
    else if (inputs.size() == 2)
        compress<Sha1Lane, 2, 20>(inputs, count);
    else
        compress<Sha1Lane, 3, 20>(inputs, count);
}

void compress_sha256(std::span<Input const> inputs, std::size_t count) {
    SHOAL_CHECK(!inputs.empty() && inputs.size() <= sha256_width, "{} inputs", inputs.size());
    if (inputs.size() == 1)
        compress<Sha256Lane, 1, 16>(inputs, count);
    else
        compress<Sha256Lane, 2, 16>(inputs, count);
}

} // namespace shoal::sha_ni
