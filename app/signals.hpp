#pragma once

#include <atomic>
#include <stop_token>
#include <thread>

namespace shoal::app {

/// SIGINT and SIGTERM as a stop token. The first asks for an orderly end; a second ends the process
/// at once, unless it comes so soon that it is the same request. Construct before any other thread
/// starts: they must inherit the blocked signals.
class Signals {
public:
    Signals();
    ~Signals();
    Signals(Signals const&) = delete;
    Signals& operator=(Signals const&) = delete;

    [[nodiscard]] std::stop_token token() const { return source_.get_token(); }

    /// The first signal's number, 0 if none came.
    [[nodiscard]] int received() const { return received_; }

private:
    void wait();

    std::stop_source source_;
    std::atomic<int> received_ = 0;
    std::atomic<bool> ending_ = false;
    std::thread thread_;
};

} // namespace shoal::app
