#include "app/errands.hpp"

#include "core/api/values.hpp"

#include <fmt/format.h>

#include <limits>
#include <sys/wait.h>

namespace shoal::app {
namespace {

api::Event warning(api::TorrentView const& torrent, std::string const& program,
                   std::string const& why) {
    return {.kind = api::EventKind::warning,
            .time = std::chrono::system_clock::now(),
            .id = torrent.id,
            .info_hash = torrent.info_hash,
            .name = torrent.name,
            .text = "cannot run a program for it: " + why,
            .where = program};
}

} // namespace

void Errands::configure(api::Settings const& settings) {
    on_complete_ = settings.daemon.on_complete;
    rules_ = settings.housekeeping.rules;
}

void Errands::consider(api::Event const& event,
                       std::shared_ptr<api::TorrentView const> const& torrent) {
    bool const is_rule = event.kind == api::EventKind::rule;
    if (!is_rule && !is_complete_in_place(event, *torrent))
        return;
    if (auto program = program_for(event); !program.empty())
        waiting_.push_back({std::move(program), torrent, is_rule ? event.where : std::string{}});
}

/// All of it is on the disk, and where it belongs: who is to move then is not there before.
bool Errands::is_complete_in_place(api::Event const& event, api::TorrentView const& torrent) {
    bool const is_moving = torrent.state == api::TorrentState::moving;
    if (event.kind == api::EventKind::flushed && is_moving)
        on_their_way_.insert(event.id);
    bool const has_arrived = !is_moving && on_their_way_.erase(event.id) > 0;
    return has_arrived || (event.kind == api::EventKind::flushed && !is_moving);
}

/// Of the rule that fired, or for what is complete; empty: none.
std::vector<std::string> Errands::program_for(api::Event const& event) const {
    if (event.kind != api::EventKind::rule)
        return on_complete_;
    for (api::Rule const& rule : rules_)
        if (api::to_string(rule) == event.where)
            return rule.program;
    return {};
}

std::vector<api::Event> Errands::go_on(api::Snapshot const& now) {
    reap();
    auto words = start_some(now, at_once);
    if (is_stuck())
        words.push_back({.kind = api::EventKind::warning,
                         .time = std::chrono::system_clock::now(),
                         .text = fmt::format("{} programs wait for those that run, the longest for "
                                             "over {}",
                                             waiting_.size(), api::exact_duration(patience)),
                         .where = std::to_string(told_of_)});
    return words;
}

std::vector<api::Event> Errands::finish(api::Snapshot const& now) {
    return start_some(now, std::numeric_limits<std::size_t>::max());
}

std::vector<api::Event> Errands::start_some(api::Snapshot const& now, std::size_t most) {
    std::vector<api::Event> failures;
    for (; !waiting_.empty() && running_.size() < most; waiting_.pop_front()) {
        auto const& [program, torrent, rule] = waiting_.front();
        auto const newest = api::find(now, torrent->id);
        if (auto const child = start_errand(program, newest ? *newest : *torrent, rule, log_))
            running_.push_back({*child, std::chrono::steady_clock::now()});
        else
            failures.push_back(warning(*torrent, program.front(), child.error().what));
    }
    return failures;
}

void Errands::reap() {
    std::erase_if(running_, [](Running const& running) {
        return ::waitpid(running.child, nullptr, WNOHANG) != 0;
    });
}

/// Told once of each.
bool Errands::is_stuck() {
    if (waiting_.empty() || std::chrono::steady_clock::now() - running_.front().since < patience)
        return false;
    return std::exchange(told_of_, running_.front().child) != running_.front().child;
}

} // namespace shoal::app
