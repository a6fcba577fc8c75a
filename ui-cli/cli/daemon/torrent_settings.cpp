#include "ui-cli/cli/daemon/torrent_settings.hpp"

#include "core/api/filter_field.hpp"
#include "core/base/nearest.hpp"
#include "core/base/units.hpp"
#include "ui-cli/cli/flags/flag_values.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <map>

namespace shoal::cli {
namespace {

constexpr int most_seeds = 1'000'000;

using Read = Result<void> (*)(std::string const& key, std::string const& text, TorrentSettings&);

template <auto member>
Result<void> read_limit(std::string const& key, std::string const& text,
                        TorrentSettings& settings) {
    SHOAL_TRY(settings.*member, parse_rate(text).map_error(at(key)));
    return {};
}

Result<void> read_sequential(std::string const& key, std::string const& text,
                             TorrentSettings& settings) {
    SHOAL_TRY(settings.sequential, read_switch(key, text));
    return {};
}

Result<void> read_label(std::string const& /*key*/, std::string const& text,
                        TorrentSettings& settings) {
    settings.label = text;
    return {};
}

Result<void> read_priority(std::string const& key, std::string const& text,
                           TorrentSettings& settings) {
    settings.priority.reset();
    for (auto const priority : {api::Priority::low, api::Priority::normal, api::Priority::high})
        if (api::to_string(priority) == text)
            settings.priority = priority;
    if (!settings.priority)
        return fail(Errc::invalid_input, fmt::format("'{}' is none of low, normal and high", text),
                    key);
    return {};
}

template <auto member>
Result<void> read_source(std::string const& /*key*/, std::string const& text,
                         TorrentSettings& settings) {
    (settings.*member).push_back(text);
    return {};
}

/// A part of the goal: a value, or none.
template <auto member, class Parse>
Result<void> read_part(std::string const& text, TorrentSettings& settings, Parse const& parse) {
    auto& part = (settings.*member).emplace();
    if (text != "none") {
        SHOAL_TRY(part, parse());
    }
    return {};
}

Result<void> read_goal_ratio(std::string const& key, std::string const& text,
                             TorrentSettings& settings) {
    return read_part<&TorrentSettings::ratio>(text, settings,
                                              [&] { return read_ratio(key, text); });
}

template <auto member>
Result<void> read_time(std::string const& key, std::string const& text, TorrentSettings& settings) {
    return read_part<member>(text, settings,
                             [&] { return parse_duration(text).map_error(at(key)); });
}

Result<void> read_seeds(std::string const& key, std::string const& text,
                        TorrentSettings& settings) {
    return read_part<&TorrentSettings::seeds>(text, settings,
                                              [&] { return read_count(key, text, 0, most_seeds); });
}

std::map<std::string, Read> const& keys() {
    static std::map<std::string, Read> const table{
        {"up", read_limit<&TorrentSettings::up>},
        {"down", read_limit<&TorrentSettings::down>},
        {"ratio", read_goal_ratio},
        {"seed-time", read_time<&TorrentSettings::seed_time>},
        {"idle", read_time<&TorrentSettings::idle>},
        {"seeds", read_seeds},
        {"sequential", read_sequential},
        {"label", read_label},
        {"priority", read_priority},
        {"add-tracker", read_source<&TorrentSettings::trackers>},
        {"add-web-seed", read_source<&TorrentSettings::web_seeds>},
    };
    return table;
}

} // namespace

api::Change TorrentSettings::change(api::TorrentView const& torrent) const {
    api::Change change{.ids = {torrent.id},
                       .label = label,
                       .up_limit = up,
                       .down_limit = down,
                       .goal = {},
                       .sequential = sequential,
                       .priority = priority};
    if (ratio || seed_time || idle || seeds) {
        change.goal = torrent.goal;
        change.goal->ratio = ratio.value_or(torrent.goal.ratio);
        change.goal->time = seed_time.value_or(torrent.goal.time);
        change.goal->idle = idle.value_or(torrent.goal.idle);
        change.goal->seeds = seeds.value_or(torrent.goal.seeds);
    }
    return change;
}

bool TorrentSettings::has_change() const {
    return up || down || sequential || label || priority || ratio || seed_time || idle || seeds;
}

bool is_setting(std::string const& word) {
    auto const equals = word.find('=');
    return equals != std::string::npos && keys().contains(word.substr(0, equals));
}

Result<void> check_id(std::string const& word) {
    auto const key = word.substr(0, word.find('='));
    bool const is_word = !key.empty() && key.find_first_not_of("abcdefghijklmnopqrstuvwxyz"
                                                               "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                                               "_-") == std::string::npos;
    if (!is_word || key == word || api::check_field(key))
        return {};
    std::vector<std::string> known;
    for (auto const& each : keys())
        known.push_back(each.first);
    auto const near = nearest(key, known);
    return fail(Errc::invalid_input,
                fmt::format("there is no setting '{}'{}; there are {}", key,
                            near.empty() ? "" : fmt::format(", did you mean '{}'?", near),
                            fmt::join(known, ", ")),
                word);
}

Result<TorrentSettings> read_settings(std::vector<std::string> const& words) {
    TorrentSettings settings;
    for (auto const& word : words) {
        auto const equals = word.find('=');
        auto const key = word.substr(0, equals);
        SHOAL_TRY_VOID(keys().at(key)(key, word.substr(equals + 1), settings));
    }
    return settings;
}

} // namespace shoal::cli
