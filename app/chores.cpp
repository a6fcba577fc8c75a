#include "app/chores.hpp"

namespace shoal::app {
namespace {

// More than this at once, and for some torrents no program would run.
constexpr std::size_t mailbox_size = 65'536;
constexpr auto tick = 1s;
// How soon the end of a program is noticed, since others may wait for it.
constexpr auto glance = 100ms;

} // namespace

Chores::Chores(Parts parts, api::Settings const& settings)
    : parts_(std::move(parts)),
      mailbox_(mailbox_size),
      errands_(parts_.log),
      thread_([this](std::stop_token const& stop) { run(stop); }) {
    configure(settings);
}

Chores::~Chores() {
    thread_.request_stop();
    mailbox_.wake();
}

void Chores::configure(api::Settings const& settings) {
    (void)mailbox_.post(api::Settings{settings});
}

void Chores::post(api::Event const& event) {
    (void)mailbox_.post(api::Event{event});
}

void Chores::run(std::stop_token const& stop) {
    while (!stop.stop_requested()) {
        auto const pause = errands_.are_running() ? SteadyTime::duration{glance} : tick;
        for (auto const& word : mailbox_.drain(std::chrono::steady_clock::now() + pause))
            std::visit([this](auto const& what) { take(what); }, word);
        tell(errands_.go_on(*parts_.engine.snapshot()));
        look();
    }
    tell(errands_.finish(*parts_.engine.snapshot()));
}

void Chores::take(api::Event const& event) {
    if (auto const torrent = api::find(*parts_.engine.snapshot(), event.id))
        errands_.consider(event, torrent);
}

void Chores::take(api::Settings const& settings) {
    errands_.configure(settings);
    watch_.emplace(parts_.engine, settings.daemon.watch);
}

void Chores::tell(std::vector<api::Event> const& words) {
    for (api::Event const& event : words)
        parts_.tell(event);
}

void Chores::look() {
    auto const now = std::chrono::steady_clock::now();
    if (!watch_ || now < next_look_)
        return;
    next_look_ = now + tick;
    for (std::string& words : watch_->look())
        parts_.tell({.kind = api::EventKind::warning,
                     .time = std::chrono::system_clock::now(),
                     .text = std::move(words)});
}

} // namespace shoal::app
