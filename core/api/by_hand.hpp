#pragma once

#include "core/api/setting_table.hpp"

#include <map>

namespace shoal::api {

// What is set while a session runs goes before its configuration until that says something else:
// for each key the value set by hand is kept with the configured one that it goes before.

/// Of one key, as SettingKey::show gives them.
struct ByHand {
    Texts value;
    Texts configured;

    friend bool operator==(ByHand const&, ByHand const&) = default;
};

/// By full_name; keys of SessionRules only.
using RulesByHand = std::map<std::string, ByHand>;

/// The keys in which the rules in force are not the configured ones.
[[nodiscard]] RulesByHand set_by_hand(SessionRules const& configured, SessionRules const& in_force);

/// A key that is configured as it was when it was set by hand takes that value, every other one
/// the configured value. What a key does not take is passed over.
[[nodiscard]] SessionRules rules_in_force(SessionRules const& configured,
                                          RulesByHand const& by_hand);

/// "up 3145728, queue.downloads 9": for a log.
[[nodiscard]] std::string describe(RulesByHand const& by_hand);

/// A text that `parse_by_hand` reads; empty: there are none.
[[nodiscard]] std::string to_text(RulesByHand const& by_hand);
[[nodiscard]] Result<RulesByHand> parse_by_hand(std::string_view text);

} // namespace shoal::api
