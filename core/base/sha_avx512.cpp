#include "core/base/sha_avx512.hpp"

#include "core/base/sha_constants.hpp"

#include <array>
#include <immintrin.h>
#include <utility>

// Word i of 16 messages in one register, and each step of FIPS 180-4 done for all of them at once:
// 80 rounds of SHA-1 are about 850 instructions for 16 blocks, two a cycle. The words lie one after
// the other in each message, so a block of each is loaded as a row and the 16 by 16 words are
// transposed.

#define SHOAL_AVX512 __attribute__((target("avx512f,avx512bw")))
// The compiler must see through all of it to keep the words in registers.
#define SHOAL_AVX512_INLINE __attribute__((target("avx512f,avx512bw"), always_inline)) inline

namespace shoal::sha_avx512 {
namespace {

using sha_cpu::Input;

constexpr std::size_t columns = sha_cpu::width;

using Vector = __m512i;

struct Words {
    Vector of[columns];
};

template <std::size_t... n>
using Indices = std::index_sequence<n...>;

// Truth tables for _mm512_ternarylogic_epi32.
constexpr int choose = 0xCA;
constexpr int parity = 0x96;
constexpr int majority = 0xE8;

SHOAL_AVX512_INLINE Vector all(std::uint32_t value) {
    return _mm512_set1_epi32(static_cast<int>(value));
}

SHOAL_AVX512_INLINE Vector plus(Vector a, Vector b) {
    return _mm512_add_epi32(a, b);
}

template <int table>
SHOAL_AVX512_INLINE Vector logic(Vector a, Vector b, Vector c) {
    return _mm512_ternarylogic_epi32(a, b, c, table);
}

/// Four rows become, in each 128-bit part k, words 4k to 4k + 3 of the four.
template <std::size_t row>
SHOAL_AVX512_INLINE void turn_four(Words& w) {
    auto const low01 = _mm512_unpacklo_epi32(w.of[row], w.of[row + 1]);
    auto const high01 = _mm512_unpackhi_epi32(w.of[row], w.of[row + 1]);
    auto const low23 = _mm512_unpacklo_epi32(w.of[row + 2], w.of[row + 3]);
    auto const high23 = _mm512_unpackhi_epi32(w.of[row + 2], w.of[row + 3]);
    w.of[row] = _mm512_unpacklo_epi64(low01, low23);
    w.of[row + 1] = _mm512_unpackhi_epi64(low01, low23);
    w.of[row + 2] = _mm512_unpacklo_epi64(high01, high23);
    w.of[row + 3] = _mm512_unpackhi_epi64(high01, high23);
}

/// Brings together the 128-bit parts of word `word` of each four: even parts by 0x88, odd by 0xDD.
template <std::size_t word>
SHOAL_AVX512_INLINE void gather_parts(Words& w) {
    auto const even_low = _mm512_shuffle_i32x4(w.of[word], w.of[word + 4], 0x88);
    auto const odd_low = _mm512_shuffle_i32x4(w.of[word], w.of[word + 4], 0xDD);
    auto const even_high = _mm512_shuffle_i32x4(w.of[word + 8], w.of[word + 12], 0x88);
    auto const odd_high = _mm512_shuffle_i32x4(w.of[word + 8], w.of[word + 12], 0xDD);
    w.of[word] = _mm512_shuffle_i32x4(even_low, even_high, 0x88);
    w.of[word + 4] = _mm512_shuffle_i32x4(odd_low, odd_high, 0x88);
    w.of[word + 8] = _mm512_shuffle_i32x4(even_low, even_high, 0xDD);
    w.of[word + 12] = _mm512_shuffle_i32x4(odd_low, odd_high, 0xDD);
}

SHOAL_AVX512_INLINE Vector load_row(std::byte const* block) {
    auto const swap = _mm512_broadcast_i32x4(
        _mm_set_epi64x(0x0c0d0e0f08090a0b, 0x0405060700010203)); // big-endian words
    return _mm512_shuffle_epi8(_mm512_loadu_si512(block), swap);
}

template <std::size_t... row>
SHOAL_AVX512_INLINE Words load_blocks(std::array<std::byte const*, columns> const& blocks,
                                      std::size_t at, Indices<row...>) {
    Words w{{load_row(blocks[row] + at)...}};
    turn_four<0>(w);
    turn_four<4>(w);
    turn_four<8>(w);
    turn_four<12>(w);
    gather_parts<0>(w);
    gather_parts<1>(w);
    gather_parts<2>(w);
    gather_parts<3>(w);
    return w;
}

struct Sha1Rounds {
    static constexpr std::size_t words = 5;
    static constexpr std::size_t rounds = 80;

    template <std::size_t t>
    SHOAL_AVX512_INLINE static Vector mix(Vector b, Vector c, Vector d) {
        if constexpr (t < 20)
            return plus(logic<choose>(b, c, d), all(0x5a827999));
        else if constexpr (t < 40)
            return plus(logic<parity>(b, c, d), all(0x6ed9eba1));
        else if constexpr (t < 60)
            return plus(logic<majority>(b, c, d), all(0x8f1bbcdc));
        else
            return plus(logic<parity>(b, c, d), all(0xca62c1d6));
    }

    template <std::size_t t>
    SHOAL_AVX512_INLINE static void round(Vector (&s)[words], Words& w) {
        auto& word = w.of[t % 16];
        if constexpr (t >= 16) {
            auto const mixed =
                logic<parity>(w.of[(t + 13) % 16], w.of[(t + 8) % 16], w.of[(t + 2) % 16]);
            word = _mm512_rol_epi32(_mm512_xor_si512(mixed, word), 1);
        }
        auto const next =
            plus(plus(_mm512_rol_epi32(s[0], 5), mix<t>(s[1], s[2], s[3])), plus(s[4], word));
        s[4] = s[3];
        s[3] = s[2];
        s[2] = _mm512_rol_epi32(s[1], 30);
        s[1] = s[0];
        s[0] = next;
    }
};

struct Sha256Rounds {
    static constexpr std::size_t words = 8;
    static constexpr std::size_t rounds = 64;

    template <int first, int second, int third>
    SHOAL_AVX512_INLINE static Vector turned(Vector x) {
        return logic<parity>(_mm512_ror_epi32(x, first), _mm512_ror_epi32(x, second),
                             _mm512_ror_epi32(x, third));
    }

    template <int first, int second, int shift>
    SHOAL_AVX512_INLINE static Vector shifted(Vector x) {
        return logic<parity>(_mm512_ror_epi32(x, first), _mm512_ror_epi32(x, second),
                             _mm512_srli_epi32(x, shift));
    }

    template <std::size_t t>
    SHOAL_AVX512_INLINE static void round(Vector (&s)[words], Words& w) {
        auto& word = w.of[t % 16];
        if constexpr (t >= 16)
            word = plus(plus(word, shifted<7, 18, 3>(w.of[(t + 1) % 16])),
                        plus(w.of[(t + 9) % 16], shifted<17, 19, 10>(w.of[(t + 14) % 16])));
        auto const from_e = plus(turned<6, 11, 25>(s[4]), logic<choose>(s[4], s[5], s[6]));
        auto const first = plus(plus(s[7], plus(word, all(sha256_constants[t]))), from_e);
        auto const second = plus(turned<2, 13, 22>(s[0]), logic<majority>(s[0], s[1], s[2]));
        s[7] = s[6];
        s[6] = s[5];
        s[5] = s[4];
        s[4] = plus(s[3], first);
        s[3] = s[2];
        s[2] = s[1];
        s[1] = s[0];
        s[0] = plus(first, second);
    }
};

template <class Algorithm, std::size_t... t>
SHOAL_AVX512_INLINE void all_rounds(Vector (&s)[Algorithm::words], Words& w, Indices<t...>) {
    (Algorithm::template round<t>(s, w), ...);
}

/// Columns without an input go along with the first one; what comes out of them is dropped.
template <class Algorithm, std::size_t... word>
SHOAL_AVX512 void compress(std::span<Input const> inputs, std::size_t count, Indices<word...>) {
    alignas(64) std::array<std::array<std::uint32_t, columns>, Algorithm::words> states;
    std::array<std::byte const*, columns> blocks;
    for (std::size_t i = 0; i < columns; ++i) {
        Input const& input = inputs[i < inputs.size() ? i : 0];
        blocks[i] = input.blocks;
        ((states[word][i] = input.state[word]), ...);
    }
    Vector s[Algorithm::words] = {_mm512_load_si512(states[word].data())...};
    for (std::size_t at = 0; at < count * 64; at += 64) {
        Words w = load_blocks(blocks, at, std::make_index_sequence<columns>{});
        Vector const before[Algorithm::words] = {s[word]...};
        all_rounds<Algorithm>(s, w, std::make_index_sequence<Algorithm::rounds>{});
        ((s[word] = plus(s[word], before[word])), ...);
    }
    (_mm512_store_si512(states[word].data(), s[word]), ...);
    for (std::size_t i = 0; i < inputs.size(); ++i)
        ((inputs[i].state[word] = states[word][i]), ...);
}

} // namespace

void compress_sha1(std::span<Input const> inputs, std::size_t count) {
    compress<Sha1Rounds>(inputs, count, std::make_index_sequence<Sha1Rounds::words>{});
}

void compress_sha256(std::span<Input const> inputs, std::size_t count) {
    compress<Sha256Rounds>(inputs, count, std::make_index_sequence<Sha256Rounds::words>{});
}

} // namespace shoal::sha_avx512
