#pragma once

#include "ui-cli/tui/reduce.hpp"

namespace shoal::tui {

// Looking for a row by a part of its text, whatever its case: in the list, the files and the log.
// A folded folder is found by what is in it.

/// Keys are typed into the search from now on.
void begin_search(ViewState& state, Model const& model);
/// The cursor goes to the first match from where the search began; without one, or when the search
/// is given up, back there.
void search_key(ViewState& state, term::Input const& input, Model const& model);
/// To the next match, or the one before, around the ends; says so when there is none.
void search_again(ViewState& state, bool forward, Model const& model);

struct Matches {
    std::size_t count = 0;
    std::size_t here = 0; ///< the how manieth the cursor is on; 0: on none
};

[[nodiscard]] Matches matches(ViewState const& state, Model const& model);

} // namespace shoal::tui
