#include "core/base/units.hpp"

#include "core/base/check.hpp"
#include "tests/fuzz/target.hpp"

#include <cmath>

namespace {

using namespace shoal;

/// Three digits of it are printed, so it comes back to half a percent.
void size_round_trip(std::string_view text) {
    auto const size = parse_size(text);
    if (!size)
        return;
    SHOAL_CHECK(*size >= 0);
    SHOAL_CHECK(parse_rate(text) == *size);
    auto const printed = format_size(*size);
    auto const again = parse_size(printed);
    if (!again) // rounded up past what is a size
        SHOAL_CHECK(printed == "8 EiB", "{}", printed);
    else
        SHOAL_CHECK(std::abs(static_cast<double>(*again) - static_cast<double>(*size)) <=
                        0.006 * static_cast<double>(*size),
                    "{}", printed);
}

/// Two units of it are printed; what lies below is dropped.
void duration_round_trip(std::string_view text) {
    auto const duration = parse_duration(text);
    if (!duration)
        return;
    SHOAL_CHECK(duration->count() >= 0);
    auto const seconds = duration->count();
    auto const unit = seconds < 3600 ? 1 : seconds < 86400 ? 60 : 3600;
    auto const again = parse_duration(format_duration(*duration));
    SHOAL_CHECK(again && again->count() == seconds - seconds % unit, "{}", seconds);
}

void time_round_trip(std::string_view text) {
    auto const time = parse_time(text);
    if (!time)
        return;
    auto const printed = format_time(*time);
    SHOAL_CHECK(parse_time(printed) == *time, "{}", printed);
}

} // namespace

void shoal::fuzz::one_input(std::string_view bytes) {
    size_round_trip(bytes);
    duration_round_trip(bytes);
    time_round_trip(bytes);
}
