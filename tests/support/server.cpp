#include "tests/support/server.hpp"

#include <sys/socket.h>
#include <unistd.h>

namespace shoal::test {

Server::Server(std::string const& address, Session session)
    : session_(std::move(session)),
      listener_(listen_at(address)),
      acceptor_([this] { accept_all(); }) {}

Server::~Server() {
    ::shutdown(listener_.socket.get(), SHUT_RDWR); // accept fails from now on
    acceptor_.join();
    {
        std::scoped_lock lock(mutex_);
        for (int const socket : open_)
            ::shutdown(socket, SHUT_RDWR);
    }
    for (auto& session : sessions_)
        session.join();
}

void Server::accept_all() {
    while (true) {
        int const socket = ::accept4(listener_.socket.get(), nullptr, nullptr, SOCK_CLOEXEC);
        if (socket < 0)
            return;
        {
            std::scoped_lock lock(mutex_);
            open_.insert(socket);
        }
        sessions_.emplace_back([this, socket] { serve(socket); });
    }
}

void Server::serve(int socket) {
    session_(socket);
    std::scoped_lock lock(mutex_);
    open_.erase(socket);
    ::close(socket);
}

bool send_all(int socket, std::string_view bytes) {
    while (!bytes.empty()) {
        auto const sent = ::send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0)
            return false;
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
}

bool receive_exactly(int socket, char* bytes, std::size_t size) {
    while (size > 0) {
        auto const got = ::recv(socket, bytes, size, 0);
        if (got <= 0)
            return false;
        bytes += got;
        size -= static_cast<std::size_t>(got);
    }
    return true;
}

} // namespace shoal::test
