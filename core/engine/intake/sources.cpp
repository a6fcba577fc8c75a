#include "core/engine/intake/sources.hpp"

#include "core/api/source_url.hpp"
#include "core/base/percent.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace shoal::engine {
namespace {

/// A URL may be long, and a terminal is not.
std::string shown(std::string const& url) {
    constexpr std::size_t most = 200;
    return url.size() > most ? url.substr(0, most) + "…" : url;
}

bool contains(std::vector<std::string> const& list, std::string const& text) {
    return std::ranges::find(list, text) != list.end();
}

/// Without escapes and slashes at its end, so that it can be compared.
std::string plain(std::string_view url) {
    auto text = percent_decoded(url);
    text.erase(text.find_last_not_of('/') + 1);
    return text;
}

} // namespace

Result<void> check(Sources const& sources) {
    if (sources.count() > most_sources)
        return fail(
            Errc::invalid_input,
            fmt::format("more than {} sources; a torrent needs a few good ones", most_sources), {});
    auto const bad_tracker = std::ranges::find_if_not(sources.trackers, api::is_tracker_url);
    if (bad_tracker != sources.trackers.end())
        return fail(Errc::invalid_input,
                    "this is not the URL of a tracker; write for example "
                    "https://example.org/announce or udp://example.org:6969",
                    shown(*bad_tracker));
    auto const bad_seed = std::ranges::find_if_not(sources.web_seeds, api::is_web_seed_url);
    if (bad_seed != sources.web_seeds.end())
        return fail(Errc::invalid_input,
                    "this is not the URL of a web seed; write for example "
                    "https://example.org/files/",
                    shown(*bad_seed));
    return {};
}

std::vector<std::string> fresh(std::vector<std::string> const& more,
                               std::vector<std::string> const& had,
                               std::vector<std::string> const& added) {
    std::vector<std::string> list;
    for (std::string const& url : more)
        if (!contains(had, url) && !contains(added, url) && !contains(list, url))
            list.push_back(url);
    return list;
}

std::string named_source(std::vector<std::string> const& named, std::string const& url) {
    auto const told = plain(url);
    std::string const* best = nullptr;
    for (std::string const& name : named) {
        auto const known = plain(name);
        bool const fits = told == known || told.starts_with(known + "/");
        if (fits && (!best || plain(*best).size() < known.size()))
            best = &name;
    }
    return best ? *best : url;
}

} // namespace shoal::engine
