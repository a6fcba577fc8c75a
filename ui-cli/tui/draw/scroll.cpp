#include "ui-cli/tui/draw/scroll.hpp"

namespace shoal::tui {

std::ptrdiff_t distance_of(std::string_view key, int page) {
    return key == "j" || key == "Down" || key == "WheelDown" ? 1
           : key == "k" || key == "Up" || key == "WheelUp"   ? -1
           : key == "PgDn" || key == "^F"                    ? page
           : key == "PgUp" || key == "^B"                    ? -page
                                                             : 0;
}

} // namespace shoal::tui
