#pragma once

#include "core/base/result.hpp"

#include <cstddef>

namespace shoal::lab {

/// Lets this process open the files and sockets that so many engines need, all of them connected to
/// each other: raises the soft limit as far as the hard one. io when that is too little.
[[nodiscard]] Result<void> allow_open_files(std::size_t engines);

} // namespace shoal::lab
