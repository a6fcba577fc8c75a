#include "core/api/setting_layers.hpp"

#include "core/base/nearest.hpp"
#include "core/base/text.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>

namespace shoal::api {
namespace {

using Path = std::span<std::string const>;

constexpr std::size_t most_watched = 1000;

std::string joined(Path path) {
    return fmt::format("{}", fmt::join(path.begin(), path.end(), "."));
}

/// A key of the same name in another section, else one that is spelt alike; empty: none.
std::string likely(Path path, std::vector<std::string> const& known) {
    auto const elsewhere = std::ranges::find_if(known, [&](std::string const& name) {
        return name == path.back() || name.ends_with("." + path.back());
    });
    return elsewhere != known.end() ? *elsewhere : nearest(joined(path), known);
}

template <class Target>
tl::unexpected<Error> unknown(Path path, std::string const& parent,
                              std::span<SettingKey<Target> const> keys) {
    std::vector<std::string> known;
    for (auto const& key : keys)
        known.push_back(full_name(key));
    auto const near = likely(path, known);
    auto const hint = near.empty() ? fmt::format("keys are {}", fmt::join(known, ", "))
                                   : fmt::format("did you mean '{}{}'?", parent, near);
    return fail(Errc::invalid_input,
                fmt::format("there is no key '{}{}'; {}", parent, joined(path), hint));
}

Result<void> check_absolute(SettingEntry const& entry, SettingKind kind) {
    bool const is_path = kind == SettingKind::path || kind == SettingKind::path_list;
    if (!is_path || entry.source != SettingSource::file)
        return {};
    for (auto const& text : entry.texts)
        if (!text.empty() && !text.starts_with('/'))
            return fail(Errc::invalid_input,
                        fmt::format("'{}' is not absolute; begin it with / or ~/", text));
    return {};
}

/// `path` is what of the entry's path `keys` are to know, `parent` what comes before it.
template <class Target>
Result<void> take(SettingEntry const& entry, std::size_t above,
                  std::span<SettingKey<Target> const> keys, Target& target) {
    auto const path = Path{entry.path}.subspan(above);
    auto const parent = above == 0 ? "" : joined(Path{entry.path}.first(above)) + ".";
    auto const name = joined(path);
    auto const key = std::ranges::find_if(
        keys, [&](SettingKey<Target> const& each) { return full_name(each) == name; });
    if (key == keys.end())
        return unknown(path, parent, keys);
    auto const result =
        check_absolute(entry, key->kind).and_then([&] { return key->put(entry.texts, target); });
    return result.map_error([&](Error error) {
        if (entry.source == SettingSource::file)
            error.what = fmt::format("{}{}: {}", parent, name, error.what);
        return error;
    });
}

/// The folder that an entry below [[daemon.watch]] is about.
Result<WatchFolder*> watched(std::string const& index, std::vector<WatchFolder>& folders) {
    std::size_t i = most_watched;
    std::from_chars(index.data(), index.data() + index.size(), i);
    if (i >= most_watched)
        return fail(Errc::invalid_input, fmt::format("more than {} folders", most_watched));
    folders.resize(std::max(folders.size(), i + 1));
    return &folders[i];
}

Result<void> apply(SettingEntry const& entry, Settings& settings) {
    auto const& path = entry.path;
    auto& daemon = settings.daemon;
    if (path.size() >= 3 && path[0] == "labels")
        return take(entry, 2, label_settings(), settings.housekeeping.labels[path[1]]);
    if (path.size() == 4 && path[0] == "daemon" && path[1] == "watch") {
        SHOAL_TRY(auto* const folder, watched(path[2], daemon.watch));
        return take(entry, 3, watch_settings(), *folder);
    }
    if (path.size() == 2 && path[0] == "keys") {
        settings.screen.own_keys.push_back(
            {path[1], fmt::format("{}", fmt::join(entry.texts, " ")), entry.from});
        return {};
    }
    return take(entry, 0, api::settings(), settings);
}

Result<void> check_watched(Configuration const& configuration) {
    auto const& folders = configuration.settings.daemon.watch;
    for (std::size_t i = 0; i < folders.size(); ++i) {
        if (!folders[i].path.empty())
            continue;
        auto const name = fmt::format("daemon.watch.{}.", i);
        auto const origin = configuration.from.lower_bound(name);
        return fail(Errc::invalid_input, "daemon.watch: a folder needs its path",
                    origin == configuration.from.end() ? "" : origin->second);
    }
    return {};
}

} // namespace

Result<Configuration> configure(Settings defaults, std::vector<SettingLayer> const& layers) {
    Configuration configuration{std::move(defaults), {}};
    auto& settings = configuration.settings;
    for (auto const& layer : layers) {
        for (auto const& entry : layer) {
            SHOAL_TRY_VOID(apply(entry, settings).map_error(at(entry.from)));
            configuration.from[joined(entry.path)] = entry.from;
        }
    }
    SHOAL_TRY_VOID(check_watched(configuration));
    settings.rules.limits = {settings.swarm.up_limit, settings.swarm.down_limit};
    return configuration;
}

SettingLayer
environment_layer(std::function<std::optional<std::string>(std::string const& name)> const& get) {
    SettingLayer layer;
    for (auto const& setting : settings()) {
        auto const variable = environment_name(setting);
        auto const value = get(variable);
        if (!value || value->empty())
            continue;
        layer.push_back({split(full_name(setting), '.'),
                         commas_part(setting.kind) ? split(*value, ',') : Texts{*value},
                         SettingSource::environment, variable});
    }
    return layer;
}

} // namespace shoal::api
