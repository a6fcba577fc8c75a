#pragma once

#include "core/api/engine.hpp"
#include "core/control/mirror.hpp"

#include <atomic>
#include <condition_variable>
#include <thread>

namespace shoal::control {

/// Keeps up with a daemon: one thread waits for its events, one refreshes the mirror (pace.hpp). A
/// daemon that goes, and its return, are warnings about the session.
class Follower {
public:
    /// Returns once events are sure to arrive. `mirror` outlives the follower.
    [[nodiscard]] static Result<std::unique_ptr<Follower>>
    start(fs::path const& socket, Mirror& mirror, api::OnEvent on_event);
    ~Follower();
    Follower(Follower const&) = delete;
    Follower& operator=(Follower const&) = delete;

    /// Somebody looks. Any thread.
    void look() { is_watched_ = true; }

    /// Refreshes the mirror soon. Any thread.
    void poke();

private:
    Follower(fs::path const& socket, Mirror& mirror, api::OnEvent on_event);

    void follow(std::stop_token const& stop);
    void deliver_lines();
    void tell(std::string text) const;
    void wait_for_return(std::stop_token const& stop);
    void poll(std::stop_token const& stop);

    fs::path socket_;
    Mirror& mirror_;
    api::OnEvent on_event_;
    std::stop_source stop_;
    net::UnixHttp events_;    ///< its thread's, once that runs
    net::UnixHttp snapshots_; ///< its thread's
    std::atomic<bool> is_watched_ = false;
    std::mutex mutex_;
    std::condition_variable_any changed_;
    bool is_poked_ = false; ///< guarded by mutex_
    std::jthread event_thread_;
    std::jthread poll_thread_;
};

} // namespace shoal::control
