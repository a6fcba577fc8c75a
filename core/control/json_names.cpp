#include "core/control/json_names.hpp"

namespace shoal::control {

template <>
std::string_view name_of(Errc code) {
    switch (code) {
    case Errc::invalid_input:
        return "invalid_input";
    case Errc::not_found:
        return "not_found";
    case Errc::conflict:
        return "conflict";
    case Errc::denied:
        return "denied";
    case Errc::io:
        return "io";
    case Errc::busy:
        return "busy";
    case Errc::unavailable:
        return "unavailable";
    case Errc::internal:
        return "internal";
    }
    return "";
}

template <>
std::string_view name_of(api::QueueMove move) {
    switch (move) {
    case api::QueueMove::top:
        return "top";
    case api::QueueMove::up:
        return "up";
    case api::QueueMove::down:
        return "down";
    case api::QueueMove::bottom:
        return "bottom";
    }
    return "";
}

} // namespace shoal::control
