#include "core/base/check.hpp"
#include "core/base/sha_cpu.hpp"

namespace shoal::sha_cpu {

bool available() {
    return false;
}

void compress_sha1(std::span<Input const>, std::size_t) {
    SHOAL_CHECK(false, "nothing here knows this CPU");
}

void compress_sha256(std::span<Input const>, std::size_t) {
    SHOAL_CHECK(false, "nothing here knows this CPU");
}

} // namespace shoal::sha_cpu
