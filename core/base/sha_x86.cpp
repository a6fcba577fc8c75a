#include "core/base/check.hpp"
#include "core/base/sha_avx512.hpp"
#include "core/base/sha_ni.hpp"

#include <cpuid.h>

namespace shoal::sha_cpu {
namespace {

// AVX-512 takes as long for 16 inputs as the SHA instructions for about five.
constexpr std::size_t wide_pays = 5;

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
    static bool const answer =
        __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw");
    return answer;
}

using Compress = void (*)(std::span<Input const>, std::size_t);

/// Groups as equal as can be, none larger than `most`: three and one are slower than two and two.
void in_groups(std::span<Input const> inputs, std::size_t count, std::size_t most,
               Compress compress) {
    for (auto groups = (inputs.size() + most - 1) / most; groups > 0; --groups) {
        auto const some = (inputs.size() + groups - 1) / groups;
        compress(inputs.first(some), count);
        inputs = inputs.subspan(some);
    }
}

} // namespace

bool available() {
    static bool const answer = has_sha_instructions();
    return answer;
}

void compress_sha1(std::span<Input const> inputs, std::size_t count) {
    SHOAL_CHECK(!inputs.empty() && inputs.size() <= width, "{} inputs", inputs.size());
    if (inputs.size() >= wide_pays && has_avx512())
        sha_avx512::compress_sha1(inputs, count);
    else
        in_groups(inputs, count, sha_ni::sha1_width, sha_ni::compress_sha1);
}

void compress_sha256(std::span<Input const> inputs, std::size_t count) {
    SHOAL_CHECK(!inputs.empty() && inputs.size() <= width, "{} inputs", inputs.size());
    if (inputs.size() >= wide_pays && has_avx512())
        sha_avx512::compress_sha256(inputs, count);
    else
        in_groups(inputs, count, sha_ni::sha256_width, sha_ni::compress_sha256);
}

} // namespace shoal::sha_cpu
