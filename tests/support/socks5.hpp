#pragma once

#include "tests/support/server.hpp"

#include <atomic>

namespace shoal::test {

/// A SOCKS5 proxy (RFC 1928): CONNECT to IPv4 and IPv6 addresses, without authentication. It
/// refuses names, BIND and UDP ASSOCIATE.
class Socks5 {
public:
    explicit Socks5(std::string const& address);

    [[nodiscard]] std::string url() const;

    [[nodiscard]] int connections() const { return connections_; } ///< that reached their goal

    [[nodiscard]] std::int64_t bytes() const { return bytes_; } ///< carried, both ways

private:
    void serve(int client);
    void carry(int client, int target);

    std::string address_;
    std::atomic<int> connections_ = 0;
    std::atomic<std::int64_t> bytes_ = 0;
    Server server_; // last: its threads use the counters
};

} // namespace shoal::test
