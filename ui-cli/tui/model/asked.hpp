#pragma once

#include "core/api/question.hpp"

namespace shoal::tui {

/// What tells questions apart, so that each goes out in its own rhythm.
struct Asked {
    api::TorrentId id = 0;    ///< of whom; 0: of the session
    std::size_t question = 0; ///< which
    std::string of;           ///< the peer or the pieces, where it is about those

    friend auto operator<=>(Asked const&, Asked const&) = default;
};

[[nodiscard]] Asked key_of(api::Question const& question);

} // namespace shoal::tui
