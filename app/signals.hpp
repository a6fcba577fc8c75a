#pragma once

#include <atomic>
#include <functional>
#include <mutex>
#include <stop_token>
#include <thread>

namespace shoal::app {

/// SIGINT, SIGTERM and SIGHUP as a stop token. The first asks for an orderly end; a second ends the
/// process at once, unless it comes so soon that it is the same request. Construct before any other
/// thread starts: they must inherit the blocked signals.
class Signals {
public:
    Signals();
    ~Signals();
    Signals(Signals const&) = delete;
    Signals& operator=(Signals const&) = delete;

    [[nodiscard]] std::stop_token token() const { return source_.get_token(); }

    /// From now on SIGHUP means this instead; nothing: the end again. `call` runs on the thread
    /// that waits for signals.
    void on_hangup(std::function<void()> call);

    /// The first signal's number, 0 if none came.
    [[nodiscard]] int received() const { return received_; }

private:
    void wait();

    /// False when it means the end.
    [[nodiscard]] bool hang_up();

    std::mutex mutex_; ///< of hangup_
    std::function<void()> hangup_;
    std::stop_source source_;
    std::atomic<int> received_ = 0;
    std::atomic<bool> ending_ = false;
    std::thread thread_;
};

} // namespace shoal::app
