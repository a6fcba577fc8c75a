#pragma once

#include "core/base/file.hpp"

#include <chrono>
#include <memory>
#include <string_view>

namespace shoal::app {

/// Tells systemd, or whoever set $NOTIFY_SOCKET, how we are: "READY=1", "STOPPING=1"
/// (sd_notify(3)). Does nothing where nobody wants to know.
void tell_service_manager(std::string_view state);

/// The other end: hears that a program which we start is ready.
class Readiness {
public:
    [[nodiscard]] static Result<std::unique_ptr<Readiness>> listen();

    Readiness(std::string address, Fd socket)
        : address_(std::move(address)), socket_(std::move(socket)) {}

    /// For the program's $NOTIFY_SOCKET.
    [[nodiscard]] std::string const& address() const { return address_; }

    /// Whether it said so in time.
    [[nodiscard]] bool wait(std::chrono::milliseconds limit) const;

private:
    std::string address_;
    Fd socket_;
};

} // namespace shoal::app
