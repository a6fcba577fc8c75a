#include "tests/fuzz/target.hpp"

#include <cstddef>
#include <cstdint>

// The name is libFuzzer's.
extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    shoal::fuzz::one_input({reinterpret_cast<char const*>(data), size});
    return 0;
}
