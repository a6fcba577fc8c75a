#include "app/errands.hpp"

#include <fmt/format.h>

#include <sys/wait.h>

namespace shoal::app {
namespace {

// More than this at once, and some torrents would have no program run for them.
constexpr std::size_t mailbox_size = 65'536;
// How soon the end of a program is noticed when others wait for it.
constexpr auto glance = 100ms;
constexpr auto rest = 1h;

} // namespace

Errands::Errands(Parts parts, api::Settings const& settings)
    : parts_(std::move(parts)),
      on_complete_(settings.daemon.on_complete),
      rules_(settings.housekeeping.rules),
      mailbox_(mailbox_size),
      thread_([this](std::stop_token const& stop) { run(stop); }) {}

Errands::~Errands() {
    thread_.request_stop();
    mailbox_.wake();
}

void Errands::configure(api::Settings const& settings) {
    std::scoped_lock const lock(mutex_);
    on_complete_ = settings.daemon.on_complete;
    rules_ = settings.housekeeping.rules;
}

void Errands::post(api::Event const& event) {
    (void)mailbox_.post(api::Event{event});
}

void Errands::run(std::stop_token const& stop) {
    while (!stop.stop_requested()) {
        auto const pause = running_.empty() ? SteadyTime::duration{rest} : glance;
        for (api::Event const& event : mailbox_.drain(std::chrono::steady_clock::now() + pause))
            consider(event);
        reap();
        while (!waiting_.empty() && running_.size() < at_once)
            start_next();
    }
}

void Errands::consider(api::Event const& event) {
    auto const torrent = api::find(*parts_.snapshot(), event.id);
    bool const is_rule = event.kind == api::EventKind::rule;
    if (!torrent || (!is_complete_in_place(event, *torrent) && !is_rule))
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
    std::scoped_lock const lock(mutex_);
    if (event.kind != api::EventKind::rule)
        return on_complete_;
    for (api::Rule const& rule : rules_)
        if (api::to_string(rule) == event.where)
            return rule.program;
    return {};
}

void Errands::reap() {
    std::erase_if(running_, [](pid_t child) { return ::waitpid(child, nullptr, WNOHANG) != 0; });
}

void Errands::start_next() {
    auto const errand = std::move(waiting_.front());
    waiting_.pop_front();
    if (auto const child = start_errand(errand.program, *errand.torrent, errand.rule, parts_.log))
        running_.push_back(*child);
    else
        parts_.warn({.kind = api::EventKind::warning,
                     .time = std::chrono::system_clock::now(),
                     .id = errand.torrent->id,
                     .info_hash = errand.torrent->info_hash,
                     .name = errand.torrent->name,
                     .text = fmt::format("cannot run {}: {}",
                                         errand.rule.empty() ? "on_complete" : "a rule's program",
                                         child.error().what),
                     .where = errand.program.front()});
}

} // namespace shoal::app
