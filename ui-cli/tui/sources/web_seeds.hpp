#pragma once

#include "ui-cli/tui/draw/canvas.hpp"

namespace shoal::tui {

// Of the tab of sources: trackers, then web seeds as further rows below a head of their own.

/// Rows that the cursor can be on.
[[nodiscard]] std::size_t named_sources(Details const& details);

/// Of them, how many are shown at a time.
[[nodiscard]] int named_sources_page(term::Size size, Details const& details);

/// None while they are not known.
[[nodiscard]] std::vector<api::WebSeedView> const& web_seeds_of(Details const& details);

void draw_web_seed_heads(Canvas& canvas, int line);
void draw_web_seed(Canvas& canvas, int line, api::WebSeedView const& seed);

/// All there is to say of one.
[[nodiscard]] std::string web_seed_words(api::WebSeedView const& seed);

} // namespace shoal::tui
