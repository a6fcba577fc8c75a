#pragma once

#include "tests/support/tcp.hpp"

#include <functional>
#include <mutex>
#include <set>
#include <thread>
#include <vector>

namespace shoal::test {

/// Accepts TCP connections and serves each on a thread of its own. A session ends when its peer
/// closes, and all do when the server ends. For a handful of connections.
class Server {
public:
    using Session = std::function<void(int socket)>;

    Server(std::string const& address, Session session);
    ~Server();
    Server(Server const&) = delete;
    Server& operator=(Server const&) = delete;

    [[nodiscard]] std::uint16_t port() const { return listener_.port; }

private:
    void accept_all();
    void serve(int socket);

    Session session_;
    Listener listener_;
    std::mutex mutex_;
    std::set<int> open_; ///< guarded by mutex_
    std::vector<std::thread> sessions_;
    std::thread acceptor_;
};

// On sockets of blocking kind: false once the other side is gone.
[[nodiscard]] bool send_all(int socket, std::string_view bytes);
[[nodiscard]] bool receive_exactly(int socket, char* bytes, std::size_t size);

} // namespace shoal::test
