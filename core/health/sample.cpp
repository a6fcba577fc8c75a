#include "core/health/sample.hpp"

#include <array>

namespace shoal::health {

std::string_view origin_name(std::size_t bit) {
    static constexpr std::array<std::string_view, origin_count> names{
        "tracker", "dht", "pex", "lsd", "incoming", "resume"};
    return names.at(bit);
}

std::string_view to_string(LeaveReason reason) {
    switch (reason) {
    case LeaveReason::closed:
        return "closed";
    case LeaveReason::timed_out:
        return "timed_out";
    case LeaveReason::redundant:
        return "redundant";
    case LeaveReason::banned:
        return "banned";
    }
    return "?";
}

} // namespace shoal::health
