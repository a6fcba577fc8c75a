#include "core/base/sha_avx512.hpp"
#include "core/base/sha_ni.hpp"

#include <cpuid.h>

namespace shoal::sha_cpu {
namespace {

// AVX-512 takes as long for 16 inputs as the SHA instructions for this many (bench_hash_lanes).
constexpr std::size_t wide_sha1 = 5;
constexpr std::size_t wide_sha256 = 9;

bool has_sha_instructions() {
    unsigned a = 0;
    unsigned b = 0;
    unsigned c = 0;
    unsigned d = 0;
    constexpr unsigned sha = 1U << 29;
    return __get_cpuid_count(7, 0, &a, &b, &c, &d) != 0 && (b & sha) != 0 &&
           __builtin_cpu_supports("ssse3") && __builtin_cpu_supports("sse4.1");
}

/// Asks the operating system too, whether it keeps the wide registers.
bool has_avx512() {
    return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw");
}

/// Groups as equal as can be, none larger than `most`: three and one are slower than two and two.
template <Compress compress, std::size_t most>
void in_groups(std::span<Input const> inputs, std::size_t count) {
    for (auto groups = (inputs.size() + most - 1) / most; groups > 0; --groups) {
        auto const some = (inputs.size() + groups - 1) / groups;
        compress(inputs.first(some), count);
        inputs = inputs.subspan(some);
    }
}

constexpr Code narrow{in_groups<sha_ni::compress_sha1, sha_ni::sha1_width>,
                      in_groups<sha_ni::compress_sha256, sha_ni::sha256_width>};
constexpr Code wide{sha_avx512::compress_sha1, sha_avx512::compress_sha256};

void mixed_sha1(std::span<Input const> inputs, std::size_t count) {
    (inputs.size() < wide_sha1 ? narrow : wide).sha1(inputs, count);
}

void mixed_sha256(std::span<Input const> inputs, std::size_t count) {
    (inputs.size() < wide_sha256 ? narrow : wide).sha256(inputs, count);
}

} // namespace

Code sha_instructions() {
    static bool const here = has_sha_instructions();
    return here ? narrow : Code{};
}

Code avx512() {
    static bool const here = has_avx512();
    return here ? wide : Code{};
}

Code fastest() {
    // Wide registers alone would be slower than OpenSSL for the few.
    bool const both = sha_instructions().sha1 != nullptr && avx512().sha1 != nullptr;
    return both ? Code{mixed_sha1, mixed_sha256} : sha_instructions();
}

} // namespace shoal::sha_cpu
