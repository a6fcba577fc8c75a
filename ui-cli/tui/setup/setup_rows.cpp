#include "ui-cli/tui/setup/setup_rows.hpp"

#include "core/base/text.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>

namespace shoal::tui {
namespace {

using api::Setting;
using api::Settings;

// As on the screen: what is reached for most comes first.
constexpr std::array<std::string_view, 4> sections{"", "limits", "queue", "goal"};

/// What a Configure reaches; the daemon's own section it does not.
std::vector<Setting const*> changeable() {
    std::vector<Setting const*> all;
    for (auto const section : sections)
        for (auto const& setting : api::settings())
            if (setting.section == section && setting.takes == api::Takes::at_once)
                all.push_back(&setting);
    return all;
}

/// The ordinary limits stand elsewhere in what is configured than in a session's rules.
Settings settings_of(api::SessionRules const& rules) {
    Settings settings;
    settings.rules = rules;
    settings.swarm.up_limit = rules.limits.up;
    settings.swarm.down_limit = rules.limits.down;
    return settings;
}

api::SessionRules rules_of(Settings const& settings) {
    auto rules = settings.rules;
    rules.limits = {.up = settings.swarm.up_limit, .down = settings.swarm.down_limit};
    return rules;
}

bool is_rate(Setting const& setting) {
    return setting.type == "RATE";
}

std::string shown_value(Setting const& setting, std::string const& typed) {
    if (setting.kind == api::SettingKind::toggle)
        return typed == "true" ? "on" : "off";
    if (is_rate(setting) && typed == "0")
        return "no limit";
    if (typed.empty())
        return api::is_list(setting.kind) ? "all" : "not set";
    return is_rate(setting) ? typed + "/s" : typed;
}

bool holds(Setting const& setting, bool alternative_in_force) {
    return !is_rate(setting) || (setting.section == "limits") == alternative_in_force;
}

/// The help of flags without what only a command line has: "(repeat; default: all)".
std::string words_of(Setting const& setting) {
    constexpr std::string_view given = "default: ";
    auto const open = setting.help.rfind(" (");
    auto const tail = open == std::string_view::npos ? "" : setting.help.substr(open);
    auto const at = tail.find(given);
    if (at == std::string_view::npos || !tail.ends_with(')'))
        return std::string{setting.help};
    auto const value = tail.substr(at + given.size(), tail.size() - at - given.size() - 1);
    return fmt::format("{}; by default {}", setting.help.substr(0, open), value);
}

std::vector<std::string> texts_of(Setting const& setting, std::string const& typed) {
    if (typed.empty())
        return setting.show(Settings{});
    if (!api::is_list(setting.kind))
        return {typed};
    auto texts = split(typed, ',');
    for (auto& text : texts)
        std::erase(text, ' ');
    return texts;
}

} // namespace

std::vector<SetupRow> setup_rows(api::SessionRules const& rules, bool alternative_in_force) {
    std::vector<SetupRow> rows;
    auto const settings = settings_of(rules);
    for (auto const* const setting : changeable()) {
        auto typed = fmt::format("{}", fmt::join(setting->show(settings), ", "));
        auto value = shown_value(*setting, typed);
        rows.push_back({setting, api::full_name(*setting), std::move(value), std::move(typed),
                        words_of(*setting), holds(*setting, alternative_in_force)});
    }
    return rows;
}

Result<api::SessionRules> with_setting(api::SessionRules const& rules, Setting const& setting,
                                       std::string const& typed) {
    auto settings = settings_of(rules);
    auto const texts = texts_of(setting, typed);
    bool const ends_schedule = texts.empty() && !api::is_list(setting.kind);
    if (ends_schedule) {
        settings.rules.schedule.reset();
    } else {
        SHOAL_TRY_VOID(setting.put(texts, settings));
    }
    return rules_of(settings);
}

} // namespace shoal::tui
