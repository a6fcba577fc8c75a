#pragma once

#include "core/base/result.hpp"

#include <string>
#include <vector>

namespace shoal::engine {

/// Where to get a torrent from, besides what its .torrent or magnet names.
struct Sources {
    std::vector<std::string> trackers;
    std::vector<std::string> web_seeds; ///< BEP 19

    friend bool operator==(Sources const&, Sources const&) = default;
};

/// Whether all of them are URLs that can be asked: http, https, and for trackers udp with a port
/// (BEP 15). invalid_input; where: the first that is not.
[[nodiscard]] Result<void> check(Sources const& sources);

/// Those of `more` that are in neither list, each once.
[[nodiscard]] std::vector<std::string> fresh(std::vector<std::string> const& more,
                                             std::vector<std::string> const& had,
                                             std::vector<std::string> const& added);

} // namespace shoal::engine
