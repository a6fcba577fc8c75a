// The rules of the whole session: as its owner configured them, but for what was set by hand since.

#include "core/base/units.hpp"
#include "core/engine/session/session.hpp"

#include <fmt/format.h>

namespace shoal::engine {
namespace {

std::string limit_text(std::int64_t rate) {
    return rate > 0 ? format_rate(rate) : "none";
}

/// Without a slash at its end; as it is where nobody knows what it is relative to.
std::string absolute_text(fs::path const& dir) {
    std::error_code unknown;
    auto const whole = fs::absolute(dir, unknown).lexically_normal();
    if (unknown)
        return dir.string();
    return (whole.has_filename() ? whole : whole.parent_path()).string();
}

} // namespace

void Session::handle(api::Configure const& configure, api::Done const& done) {
    bool const is_first = !std::exchange(is_configured_, true);
    bool const is_owners = configure.housekeeping.has_value();
    auto const before = session_view_.rules;
    if (is_owners) {
        auto const by_hand = api::set_by_hand(configured_, before);
        configured_ = configure.rules;
        session_view_.rules = api::rules_in_force(configured_, by_hand);
        housekeeping_ = *configure.housekeeping;
        session_view_.dir = absolute_text(place_for({}));
        set_rules(housekeeping_.rules);
        read_block_lists();
    } else {
        session_view_.rules = configure.rules;
    }
    changed_ = true;
    manage_limits();
    queue_changed_ = true;
    if (is_first && is_owners) // what is kept is not known yet
        return done(api::Reply{});
    if (!is_first)
        note_limits(before);
    if (is_owners)
        note_by_hand(api::set_by_hand(configured_, session_view_.rules));
    keep_rules(done);
}

void Session::recall_rules(std::string const& kept) {
    auto const by_hand = api::parse_by_hand(kept);
    if (!by_hand)
        return emit_session(api::EventKind::warning, by_hand.error().what, {});
    session_view_.rules = api::rules_in_force(configured_, *by_hand);
    auto const still = api::set_by_hand(configured_, session_view_.rules);
    note_by_hand(still);
    if (auto text = api::to_text(still); text != kept)
        world_.keeper.save_by_hand(std::move(text), [](auto const&) {});
    manage_limits();
    changed_ = true;
}

void Session::note_by_hand(api::RulesByHand const& by_hand) {
    if (!by_hand.empty())
        emit_session(api::EventKind::note,
                     "set by hand, and kept until configured otherwise: " + api::describe(by_hand),
                     {});
}

void Session::note_limits(api::SessionRules const& before) {
    auto const& now = session_view_.rules;
    auto const note = [this](std::string_view what, std::int64_t old, std::int64_t next) {
        if (old != next)
            emit_session(api::EventKind::note,
                         fmt::format("{} {} → {}", what, limit_text(old), limit_text(next)), {});
    };
    note("upload limit", before.limits.up, now.limits.up);
    note("download limit", before.limits.down, now.limits.down);
    note("alternative upload limit", before.alternative.up, now.alternative.up);
    note("alternative download limit", before.alternative.down, now.alternative.down);
    if (before.alternative_on != now.alternative_on)
        emit_session(api::EventKind::note,
                     fmt::format("alternative limits {}", now.alternative_on ? "on" : "off"), {});
}

} // namespace shoal::engine
