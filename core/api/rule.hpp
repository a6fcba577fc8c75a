#pragma once

#include "core/base/result.hpp"

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

namespace shoal::api {

/// What a rule does to the torrent that it fires for.
enum class RuleAct {
    notify, ///< an event; so do the others
    exec,   ///< runs a program
    boost,  ///< to the top of the queue
    seed,   ///< resumes it, and no goal ends its seeding while the rule holds
};

[[nodiscard]] std::string_view to_string(RuleAct act);

/// "when health < 50 for 10m do boost, exec /usr/bin/page-me": what to do once something has held
/// of a torrent for a time.
struct Rule {
    std::string when;                ///< a Filter, as after `shoal list`
    std::chrono::seconds lasting{0}; ///< for how long it must have held
    std::vector<RuleAct> acts;
    std::vector<std::string> program; ///< of `exec`: its path or name, and its arguments

    friend bool operator==(Rule const&, Rule const&) = default;
};

/// `when FILTER [for DURATION] do ACT[, ACT…]`; `exec` takes all words that follow it, and so comes
/// last. The error says what is wrong, and how it is written.
[[nodiscard]] Result<Rule> parse_rule(std::string_view text);
/// Reads as the same rule.
[[nodiscard]] std::string to_string(Rule const& rule);

} // namespace shoal::api
