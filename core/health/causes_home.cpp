#include "core/base/units.hpp"
#include "core/health/causes.hpp"

#include <fmt/format.h>

#include <cmath>

namespace shoal::health {
namespace {

std::string of_size(std::int64_t done, std::int64_t size) {
    return fmt::format("{} of {}", format_size(done), format_size(size));
}

void stopped(Case const& patient, Causes& causes) {
    auto const& us = patient.sample.us;
    if (us.state == api::TorrentState::error && us.is_out_of_space)
        causes.push_back({"disk_full",
                          "the disk is full",
                          0.99,
                          {us.error},
                          "make room, or move the torrent; then resume it: nothing is lost"});
    else if (us.state == api::TorrentState::error)
        causes.push_back({"stopped",
                          "it stopped with an error",
                          0.98,
                          {us.error},
                          "mend what the error names, then resume it"});
}

void paused(Case const& patient, Causes& causes) {
    auto const& us = patient.sample.us;
    if (us.state == api::TorrentState::queued)
        causes.push_back({"queued",
                          "it waits in the queue",
                          0.97,
                          {fmt::format("place {} of those that wait", us.queue_position)},
                          "move it to the top, or allow more at a time"});
    if (us.state != api::TorrentState::paused)
        return;
    if (us.goal_met)
        causes.push_back({"goal_met",
                          "it gave as much as it was told to, and paused",
                          0.97,
                          {fmt::format("{} uploaded", format_size(us.uploaded))},
                          "raise its ratio or time, then resume it"});
    else
        causes.push_back({"paused", "it is paused", 0.97, {}, "resume it"});
}

void nothing_selected(Case const& patient, Causes& causes) {
    auto const& us = patient.sample.us;
    bool const is_whole = us.is_complete() || us.wanted >= us.size;
    if (us.is_observing || !us.has_metadata || !us.wants_nothing() || is_whole)
        return;
    causes.push_back({"nothing_selected",
                      "all that is selected is there; the rest is not wanted",
                      0.95,
                      {of_size(us.wanted, us.size) + " are selected, all of it is here"},
                      "select the files that you miss"});
}

void rate_limited(Case const& patient, Causes& causes) {
    auto const& us = patient.sample.us;
    auto const reaches = [](std::int64_t rate, std::int64_t limit) {
        return limit > 0 && static_cast<double>(rate) >= 0.85 * static_cast<double>(limit);
    };
    if (patient.wants() && reaches(us.down_rate, us.limits.down))
        causes.push_back({"rate_limited",
                          "it is as fast as its limit lets it be",
                          0.93,
                          {fmt::format("{} of {} allowed", format_rate(us.down_rate),
                                       format_rate(us.limits.down))},
                          "raise the download limit"});
    else if (!patient.wants() && reaches(us.up_rate, us.limits.up))
        causes.push_back(
            {"rate_limited",
             "it gives as fast as its limit lets it",
             0.93,
             {fmt::format("{} of {} allowed", format_rate(us.up_rate), format_rate(us.limits.up))},
             "raise the upload limit"});
}

bool speaks_of_validity(std::string_view error) {
    return error.find("not yet valid") != std::string_view::npos ||
           error.find("has expired") != std::string_view::npos;
}

void clock_skew(Case const& patient, Causes& causes) {
    Causes::value_type cause{"clock_skew",
                             "this machine's clock is wrong",
                             0,
                             {},
                             "set the clock (NTP), then announce again"};
    for (TrackerSample const& tracker : patient.sample.trackers)
        if (speaks_of_validity(tracker.error)) {
            cause.evidence.push_back(fmt::format("{}: {}", tracker.url, tracker.error));
            cause.confidence = patient.is_lonely() ? 0.8 : 0.4;
        }
    if (auto const jump = patient.course.clock_jump()) {
        cause.evidence.push_back(fmt::format(
            "the clock jumped {} by {}, or the machine slept", jump->seconds > 0 ? "ahead" : "back",
            format_duration(std::chrono::seconds{std::lround(std::abs(jump->seconds))})));
        cause.confidence += patient.is_lonely() ? 0.5 : 0.3;
    }
    cause.confidence = std::min(cause.confidence, 0.95);
    if (!cause.evidence.empty())
        causes.push_back(std::move(cause));
}

} // namespace

void causes_at_home(Case const& patient, Causes& causes) {
    stopped(patient, causes);
    paused(patient, causes);
    nothing_selected(patient, causes);
    rate_limited(patient, causes);
    clock_skew(patient, causes);
}

} // namespace shoal::health
