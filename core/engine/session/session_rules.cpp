// Rules of the owner: what happens once something has held of a torrent for a time. Looked at every
// few seconds, over all torrents; a rule costs about 0.1 µs a torrent.

#include "core/base/units.hpp"
#include "core/engine/session/session.hpp"

#include <fmt/format.h>

namespace shoal::engine {
namespace {

// After a torrent's start nothing is known of its swarm: a grade takes 30 s from when three peers
// are met.
constexpr auto time_to_judge = 2min;
// Until the rules were tried once more, goals wait for them.
constexpr auto time_to_decide = time_to_judge + 10s;

bool does(api::Rule const& rule, api::RuleAct act) {
    return std::ranges::find(rule.acts, act) != rule.acts.end();
}

/// Also if there is much more of its swarm than was seen so far.
bool holds_anyway(api::Filter const& filter, api::TorrentView view, WallTime now) {
    constexpr int plenty = 1000;
    view.peers = view.seeds = plenty;
    view.distributed_copies = plenty;
    view.down_rate = view.up_rate = plenty << 20;
    return filter.matches(view, now);
}

/// What was seen when a rule fired.
std::string evidence(api::TorrentView const& view, SteadyTime::duration held) {
    auto const health = view.health ? fmt::format("health {}", *view.health) : "health unknown";
    return fmt::format("{}, {:.2f} copies, {} seeds, {} peers, for {}", health,
                       view.distributed_copies, view.seeds, view.peers,
                       format_duration(std::chrono::duration_cast<std::chrono::seconds>(held)));
}

} // namespace

void Session::set_rules(std::vector<api::Rule> const& rules) {
    std::vector<StandingRule> standing;
    for (api::Rule const& rule : rules) {
        auto const old = std::ranges::find(rules_, rule, &StandingRule::rule);
        if (old != rules_.end())
            standing.push_back(std::move(*old)); // what it has counted goes on
        else if (auto filter = api::Filter::parse(rule.when))
            standing.push_back({rule, *std::move(filter), {}});
    }
    rules_ = std::move(standing);
    next_rules_ = {};
}

void Session::watch_rules(SteadyTime now) {
    for (StandingRule& rule : rules_) {
        std::erase_if(rule.watches, [&](auto const& watch) { return !find(watch.first); });
        for (auto& [id, torrent] : torrents_)
            watch(rule, torrent, now);
    }
}

bool Session::is_needed(Torrent const& torrent) const {
    bool const is_undecided = world_.clock.now() - torrent.started_at < time_to_decide;
    return std::ranges::any_of(rules_, [&](StandingRule const& rule) {
        return does(rule.rule, api::RuleAct::seed) &&
               (is_undecided || rule.watches.contains(torrent.id));
    });
}

bool Session::holds(StandingRule const& rule, Torrent const& torrent, SteadyTime now) const {
    auto const wall = world_.clock.wall();
    if (!rule.filter.matches(torrent.view, wall))
        return false;
    bool const is_known =
        torrent.is_running && (torrent.view.health || now - torrent.started_at >= time_to_judge);
    return is_known || holds_anyway(rule.filter, torrent.view, wall);
}

void Session::watch(StandingRule& rule, Torrent& torrent, SteadyTime now) {
    bool const holds = this->holds(rule, torrent, now);
    auto const known = rule.watches.find(torrent.id);
    if (!holds && known == rule.watches.end())
        return;
    auto& watch = rule.watches[torrent.id];
    if (watch.observe(holds, rule.rule.lasting, now))
        fire(rule, torrent, now - watch.since().value_or(now));
    if (watch.is_idle())
        rule.watches.erase(torrent.id);
}

void Session::fire(StandingRule const& rule, Torrent& torrent, SteadyTime::duration held) {
    emit(torrent, api::EventKind::rule, evidence(torrent.view, held), api::to_string(rule.rule));
    auto const ignore = [](auto const&) {
    };
    bool const is_seed_rule = does(rule.rule, api::RuleAct::seed);
    if (is_seed_rule || does(rule.rule, api::RuleAct::boost))
        handle(api::Enqueue{{torrent.id}, api::QueueMove::top}, ignore);
    if (!is_seed_rule || !torrent.spec.paused || !torrent.kept.completed)
        return;
    torrent.goal_told = false; // it has its say again once the rule does not hold any more
    handle(api::Resume{{torrent.id}}, ignore);
}

} // namespace shoal::engine
