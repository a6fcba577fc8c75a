#pragma once

#include "core/base/result.hpp"

#include <string>
#include <vector>

namespace shoal::engine {

/// Where to get a torrent from, besides what its .torrent or magnet names.
struct Sources {
    std::vector<std::string> trackers;
    std::vector<std::string> web_seeds; ///< BEP 19

    [[nodiscard]] std::size_t count() const { return trackers.size() + web_seeds.size(); }

    friend bool operator==(Sources const&, Sources const&) = default;
};

/// That a user may add to a torrent: one has a dozen of its own, and libtorrent asks each on each
/// of our addresses.
inline constexpr std::size_t most_sources = 100;

/// Whether all of them are URLs that can be asked: http, https, and for trackers udp with a port
/// (BEP 15). invalid_input; where: the first that is not.
[[nodiscard]] Result<void> check(Sources const& sources);

/// Those of `more` that are in neither list, each once.
[[nodiscard]] std::vector<std::string> fresh(std::vector<std::string> const& more,
                                             std::vector<std::string> const& had,
                                             std::vector<std::string> const& added);

/// Which of `named` libtorrent means by `url`: it escapes what must not be in a URL, and puts a
/// slash and the name of a file behind one; `url` itself when it is none of them.
[[nodiscard]] std::string named_source(std::vector<std::string> const& named,
                                       std::string const& url);

} // namespace shoal::engine
