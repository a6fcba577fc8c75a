#include "core/control/follower.hpp"

#include "core/base/thread_time.hpp"
#include "core/control/daemon_call.hpp"
#include "core/control/json_event.hpp"
#include "core/control/pace.hpp"

#include <algorithm>

namespace shoal::control {
namespace {

constexpr std::chrono::milliseconds first_pause = 50ms;
constexpr std::chrono::milliseconds longest_pause = 1s;
constexpr auto patience = 10s;
constexpr auto events_path = "/v1/events";

} // namespace

Follower::Follower(fs::path const& socket, Mirror& mirror, api::OnEvent on_event)
    : socket_(socket),
      mirror_(mirror),
      on_event_(std::move(on_event)),
      events_(socket, stop_.get_token()),
      snapshots_(socket, stop_.get_token()) {}

Result<std::unique_ptr<Follower>> Follower::start(fs::path const& socket, Mirror& mirror,
                                                  api::OnEvent on_event) {
    std::unique_ptr<Follower> follower{new Follower{socket, mirror, std::move(on_event)}};
    Follower& self = *follower;
    SHOAL_TRY_VOID(self.events_.open_lines(events_path, patience).map_error(no_daemon));
    auto const stop = self.stop_.get_token();
    self.event_thread_ = std::jthread{[&self, stop] {
        self.follow(stop);
    }};
    self.poll_thread_ = std::jthread{[&self, stop] {
        self.poll(stop);
    }};
    return follower;
}

Follower::~Follower() {
    stop_.request_stop();
}

void Follower::poke() {
    std::scoped_lock lock(mutex_);
    is_poked_ = true;
    changed_.notify_all();
}

void Follower::follow(std::stop_token const& stop) {
    while (true) {
        deliver_lines();
        // Who was only cut off, for it read too slowly, is back at once.
        if (!stop.stop_requested() && !events_.open_lines(events_path, patience)) {
            tell("the daemon is gone; waiting for its return");
            wait_for_return(stop);
            if (!stop.stop_requested())
                tell("the daemon is back");
        }
        if (stop.stop_requested())
            return;
        poke();
    }
}

/// Until the daemon goes.
void Follower::deliver_lines() {
    while (auto const line = events_.read_line())
        if (auto const event = event_from_json(*line))
            on_event_(*event);
}

void Follower::tell(std::string text) const {
    on_event_({.kind = api::EventKind::warning,
               .time = SystemClock{}.wall(),
               .text = std::move(text),
               .where = socket_.string()});
}

void Follower::wait_for_return(std::stop_token const& stop) {
    for (auto pause = first_pause; !stop.stop_requested();
         pause = std::min(2 * pause, longest_pause)) {
        std::unique_lock lock(mutex_);
        changed_.wait_for(lock, stop, pause, [] { return false; });
        lock.unlock();
        if (events_.open_lines(events_path, patience))
            return;
    }
}

void Follower::poll(std::stop_token const& stop) {
    std::chrono::nanoseconds spent{};
    while (true) {
        auto const pause = pause_after(spent, is_watched_.exchange(false));
        std::unique_lock lock(mutex_);
        changed_.wait_for(lock, stop, pause, [this] { return is_poked_; });
        is_poked_ = false;
        lock.unlock();
        if (stop.stop_requested())
            return;
        auto const before = thread_time();
        // A daemon that is gone is the other thread's to tell.
        if (!mirror_.refresh(snapshots_) && !stop.stop_requested())
            mirror_.lost();
        spent = thread_time() - before;
    }
}

} // namespace shoal::control
