#include "app/service_manager.hpp"

#include <array>
#include <cerrno>
#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace shoal::app {

namespace {

struct Address {
    sockaddr_un unix_address{};
    socklen_t size = 0; ///< 0: there is none

    [[nodiscard]] sockaddr const* get() const {
        return reinterpret_cast<sockaddr const*>(&unix_address);
    }
};

/// Of a path, or of an abstract name behind '@'.
Address address_of(std::string_view path) {
    Address address;
    address.unix_address.sun_family = AF_UNIX;
    if (path.empty() || path.size() >= sizeof address.unix_address.sun_path)
        return address;
    std::memcpy(address.unix_address.sun_path, path.data(), path.size());
    if (path.starts_with('@'))
        address.unix_address.sun_path[0] = '\0';
    address.size = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + path.size());
    return address;
}

Fd datagram_socket() {
    return Fd{::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0)};
}

} // namespace

void tell_service_manager(std::string_view state) {
    // NOLINTNEXTLINE(concurrency-mt-unsafe): nothing of ours ever sets it
    char const* const path = std::getenv("NOTIFY_SOCKET");
    auto const address = address_of(path ? path : "");
    if (address.size == 0)
        return;
    // Nobody there is nobody told.
    (void)::sendto(datagram_socket().get(), state.data(), state.size(), MSG_NOSIGNAL, address.get(),
                   address.size);
}

Result<std::unique_ptr<Readiness>> Readiness::listen() {
    auto name = "@shoal-readiness-" + std::to_string(::getpid());
    auto const address = address_of(name);
    auto socket = datagram_socket();
    if (::bind(socket.get(), address.get(), address.size) != 0)
        return tl::make_unexpected(io_error(errno, name));
    return std::make_unique<Readiness>(std::move(name), std::move(socket));
}

bool Readiness::wait(std::chrono::milliseconds limit) const {
    pollfd watched{socket_.get(), POLLIN, 0};
    if (::poll(&watched, 1, static_cast<int>(limit.count())) <= 0)
        return false;
    std::array<char, 256> text{};
    auto const size = ::recv(socket_.get(), text.data(), text.size(), 0);
    return size > 0 && std::string_view{text.data(), static_cast<std::size_t>(size)} == "READY=1";
}

} // namespace shoal::app
