#include "core/base/sha_cpu.hpp"

namespace shoal::sha_cpu {

Code sha_instructions() {
    return {};
}

Code avx512() {
    return {};
}

Code fastest() {
    return {};
}

} // namespace shoal::sha_cpu
