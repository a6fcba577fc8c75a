#pragma once

#include "core/base/clock.hpp"
#include "core/base/result.hpp"

#include <boost/asio/error.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/system/error_code.hpp>

#include <memory>
#include <optional>
#include <stop_token>

namespace shoal::net {

/// Runs one asynchronous step at a time, until it ends, its time is up, or a stop: code that waits
/// for the network then reads from top to bottom. One thread.
class Stepper {
public:
    using error_code = boost::system::error_code;

    Stepper(SteadyTime deadline, std::stop_token stop)
        : deadline_(deadline), stop_(std::move(stop)), on_stop_(stop_, Halt{&io_}) {}

    [[nodiscard]] boost::asio::io_context& io() { return io_; }

    [[nodiscard]] SteadyTime deadline() const { return deadline_; }

    [[nodiscard]] std::stop_token const& stop() const { return stop_; }

    /// `start(handler)` begins the step. On timed_out and operation_aborted the step is still
    /// pending: no other may be run, unless the socket is closed first.
    template <class Start>
    [[nodiscard]] error_code run(SteadyTime until, Start start) {
        auto const result = std::make_shared<std::optional<error_code>>();
        start([result](error_code error, auto const&...) { *result = error; });
        io_.restart();
        if (stop_.stop_requested())
            return boost::asio::error::operation_aborted;
        io_.run_until(until);
        if (*result)
            return **result;
        return stop_.stop_requested() ? error_code{boost::asio::error::operation_aborted}
                                      : error_code{boost::asio::error::timed_out};
    }

    template <class Start>
    [[nodiscard]] error_code run(Start start) {
        return run(deadline_, std::move(start));
    }

private:
    struct Halt {
        boost::asio::io_context* io;

        void operator()() const { io->stop(); }
    };

    SteadyTime deadline_;
    std::stop_token stop_;
    boost::asio::io_context io_;
    std::stop_callback<Halt> on_stop_;
};

/// A step's failure in words: `step` says what failed, as in "connecting failed".
[[nodiscard]] Error step_error(std::string_view step, boost::system::error_code error);

} // namespace shoal::net
