#include "tests/support/raw_server.hpp"

#include "core/base/check.hpp"
#include "core/base/clock.hpp"

#include <arpa/inet.h>
#include <condition_variable>
#include <mutex>
#include <poll.h>
#include <sys/socket.h>

namespace shoal::test {
namespace {

sockaddr_in loopback(std::uint16_t port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

sockaddr* generic(sockaddr_in& address) {
    return reinterpret_cast<sockaddr*>(&address); // NOLINT: how the socket calls want it
}

} // namespace

RawStream RawStream::connect(std::uint16_t port) {
    Fd fd{::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)};
    auto address = loopback(port);
    SHOAL_CHECK(::connect(fd.get(), generic(address), sizeof address) == 0, "port {}", port);
    return RawStream{std::move(fd)};
}

std::string RawStream::read_until(std::string_view end) {
    std::string seen;
    auto const deadline = std::chrono::steady_clock::now() + 5s;
    while (seen.find(end) == std::string::npos && std::chrono::steady_clock::now() < deadline) {
        pollfd waiting{fd_.get(), POLLIN, 0};
        if (::poll(&waiting, 1, 100) <= 0)
            continue;
        char buffer[4096];
        auto const count = ::recv(fd_.get(), buffer, sizeof buffer, 0);
        if (count <= 0)
            break;
        seen.append(buffer, static_cast<std::size_t>(count));
    }
    return seen;
}

void RawStream::write(std::string_view bytes) {
    while (!bytes.empty()) {
        auto const count = ::send(fd_.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (count <= 0)
            return;
        bytes.remove_prefix(static_cast<std::size_t>(count));
    }
}

RawServer::RawServer(Script script) : listener_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    auto address = loopback(0);
    socklen_t length = sizeof address;
    SHOAL_CHECK(::bind(listener_.get(), generic(address), length) == 0);
    SHOAL_CHECK(::listen(listener_.get(), 16) == 0);
    SHOAL_CHECK(::getsockname(listener_.get(), generic(address), &length) == 0);
    port_ = ntohs(address.sin_port);
    thread_ =
        std::jthread{[fd = listener_.get(), script = std::move(script)](std::stop_token stop) {
            while (!stop.stop_requested()) {
                Fd connection{::accept4(fd, nullptr, nullptr, SOCK_CLOEXEC)};
                if (connection.get() < 0)
                    return;
                RawStream stream{std::move(connection)};
                script(stream, stop);
            }
        }};
}

RawServer::~RawServer() {
    thread_.request_stop();
    ::shutdown(listener_.get(), SHUT_RDWR); // ends a waiting accept
}

void hold(std::stop_token stop) {
    std::mutex mutex;
    std::condition_variable_any never;
    std::unique_lock lock(mutex);
    never.wait(lock, stop, [] { return false; });
}

} // namespace shoal::test
