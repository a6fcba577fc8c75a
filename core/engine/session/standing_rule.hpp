#pragma once

#include "core/api/filter.hpp"
#include "core/api/rule.hpp"
#include "core/policy/rule_watch.hpp"

#include <map>

namespace shoal::engine {

/// A rule in force in this session, and how it stands with each torrent that it concerns by now.
struct StandingRule {
    api::Rule rule;
    api::Filter filter;
    std::map<api::TorrentId, policy::RuleWatch> watches; ///< those with something to remember
};

} // namespace shoal::engine
