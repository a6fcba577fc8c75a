#pragma once

#include "core/metainfo/metainfo.hpp"

namespace shoal::metainfo {

/// Whether it is meant as a magnet link, sound or not.
[[nodiscard]] bool is_magnet(std::string_view source);

} // namespace shoal::metainfo
