#pragma once

#include "core/base/file.hpp"
#include "core/store/torrent_row.hpp"

namespace shoal::test {

// One life of a store that is to be killed: what it was asked and what it answered, told through a
// pipe in lines of "what number value": capitals are answers. A number stands for an info-hash and
// is used once; values only grow, over all lives.
//   a N V   add         A N ID
//   u N V   update      U N V
//   s N V   save record S N V
//   r N 0   remove      R N 0
//   ! N V   an answer that must not be

[[nodiscard]] store::TorrentRow row_of_life(std::int64_t number, std::int64_t value);
/// Which number's row it is.
[[nodiscard]] std::int64_t number_of(store::TorrentRow const& row);
[[nodiscard]] std::string record_of_life(std::int64_t number, std::int64_t value);

/// Opens the store in `dir` and changes it at random until the process is killed. `first` is the
/// first number and value to use.
[[noreturn]] void live(fs::path const& dir, int pipe, std::int64_t first, std::uint64_t seed);

} // namespace shoal::test
