#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace shoal::tui {

/// Where one is in a list that is longer than the screen.
struct Scroll {
    std::size_t cursor = 0;
    std::size_t top = 0; ///< first row shown

    friend bool operator==(Scroll const&, Scroll const&) = default;
};

/// The cursor on one of `count` rows, and within the `page` rows shown.
inline void keep_within(Scroll& scroll, std::size_t count, std::size_t page) {
    scroll.cursor = std::min(scroll.cursor, count > 0 ? count - 1 : 0);
    page = std::max<std::size_t>(1, page);
    auto const least = scroll.cursor + 1 > page ? scroll.cursor + 1 - page : 0;
    auto const most = std::min(scroll.cursor, count > page ? count - page : 0);
    scroll.top = std::clamp(scroll.top, std::min(least, most), most);
}

/// How far a key moves the cursor of a list in a dialog; 0: it is another key.
[[nodiscard]] std::ptrdiff_t distance_of(std::string_view key, int page);

/// `by` rows on, stopping at the ends.
inline void move(Scroll& scroll, std::ptrdiff_t by, std::size_t count) {
    auto const last = static_cast<std::ptrdiff_t>(count) - 1;
    auto const to = static_cast<std::ptrdiff_t>(scroll.cursor) + by;
    scroll.cursor = static_cast<std::size_t>(
        std::clamp<std::ptrdiff_t>(to, 0, std::max<std::ptrdiff_t>(0, last)));
}

} // namespace shoal::tui
