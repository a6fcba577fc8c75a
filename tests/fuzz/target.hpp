#pragma once

#include <string_view>

namespace shoal::fuzz {

/// One fuzz target: feeds `bytes` to a parser of ours and holds what comes out against what the
/// parser promises. A broken promise is a SHOAL_CHECK. Each target defines it once; clang builds
/// give it to libFuzzer, gcc builds replay the corpus through it.
void one_input(std::string_view bytes);

} // namespace shoal::fuzz
