#include "core/api/by_hand.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace shoal::api {
namespace {

using Json = nlohmann::json;

/// The ordinary limits stand elsewhere in what is configured than in a session's rules.
Settings settings_of(SessionRules const& rules) {
    Settings settings;
    settings.rules = rules;
    settings.swarm.up_limit = rules.limits.up;
    settings.swarm.down_limit = rules.limits.down;
    return settings;
}

SessionRules rules_of(Settings const& settings) {
    auto rules = settings.rules;
    rules.limits = {.up = settings.swarm.up_limit, .down = settings.swarm.down_limit};
    return rules;
}

bool is_of_rules(Setting const& setting) {
    auto const is_section = [&](std::string_view name) {
        return setting.section == name;
    };
    if (setting.section.empty())
        return setting.name == "up" || setting.name == "down";
    return is_section("queue") || is_section("goal") || is_section("limits");
}

Texts texts_of(Json const& list) {
    Texts texts;
    if (list.is_array())
        for (auto const& each : list)
            if (each.is_string())
                texts.push_back(each.get<std::string>());
    return texts;
}

} // namespace

RulesByHand set_by_hand(SessionRules const& configured, SessionRules const& in_force) {
    auto const before = settings_of(configured);
    auto const after = settings_of(in_force);
    RulesByHand by_hand;
    for (auto const& setting : settings()) {
        if (!is_of_rules(setting))
            continue;
        ByHand key{setting.show(after), setting.show(before)};
        if (key.value != key.configured)
            by_hand.emplace(full_name(setting), std::move(key));
    }
    return by_hand;
}

SessionRules rules_in_force(SessionRules const& configured, RulesByHand const& by_hand) {
    if (by_hand.empty())
        return configured;
    auto const before = settings_of(configured);
    auto after = before;
    after.rules.schedule.reset(); // made by any of its keys
    for (auto const& setting : settings()) {
        if (!is_of_rules(setting))
            continue;
        auto texts = setting.show(before);
        auto const key = by_hand.find(full_name(setting));
        if (key != by_hand.end() && key->second.configured == texts)
            texts = key->second.value;
        if (!texts.empty())
            (void)setting.put(texts, after);
    }
    return rules_of(after);
}

std::string describe(RulesByHand const& by_hand) {
    Texts words;
    for (auto const& [name, key] : by_hand)
        words.push_back(
            fmt::format("{} {}", name,
                        key.value.empty() ? "none" : fmt::format("{}", fmt::join(key.value, ","))));
    return fmt::format("{}", fmt::join(words, ", "));
}

std::string to_text(RulesByHand const& by_hand) {
    if (by_hand.empty())
        return {};
    auto json = Json::object();
    for (auto const& [name, key] : by_hand)
        json[name] = {{"value", key.value}, {"configured", key.configured}};
    return json.dump();
}

Result<RulesByHand> parse_by_hand(std::string_view text) {
    RulesByHand by_hand;
    if (text.empty())
        return by_hand;
    auto const json = Json::parse(text, nullptr, false);
    if (!json.is_object())
        return fail(Errc::invalid_input, "what was set by hand earlier cannot be read");
    for (auto const& [name, key] : json.items())
        if (key.is_object())
            by_hand.emplace(name, ByHand{texts_of(key.value("value", Json{})),
                                         texts_of(key.value("configured", Json{}))});
    return by_hand;
}

} // namespace shoal::api
