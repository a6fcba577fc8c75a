#include "tests/support/dht_query.hpp"

#include "core/base/hash.hpp"
#include "tests/support/socket_address.hpp"

#include <array>
#include <sys/time.h>

namespace shoal::test {
namespace {

constexpr char const* own_id = "shoal-tests-asks-now";

/// The answer within half a second, or nothing.
std::string ask(std::string const& address, std::uint16_t port, std::string const& query) {
    SocketAddress const node{address, port};
    Fd const socket{::socket(node.family(), SOCK_DGRAM | SOCK_CLOEXEC, 0)};
    timeval const limit{0, 500'000};
    ::setsockopt(socket.get(), SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    std::array<char, 2048> packet{};
    if (!node.connect(socket) || ::send(socket.get(), query.data(), query.size(), 0) < 0)
        return {};
    auto const size = ::recv(socket.get(), packet.data(), packet.size(), 0);
    return size > 0 ? std::string(packet.data(), static_cast<std::size_t>(size)) : std::string{};
}

} // namespace

bool dht_knows_peers(std::string const& address, std::uint16_t port, std::string const& info_hash) {
    Sha1Digest hash{};
    if (!from_hex(info_hash, hash))
        return false;
    auto const query = std::string{"d1:ad2:id20:"} + own_id +
                       "9:info_hash20:" + std::string{hash.begin(), hash.end()} +
                       "e1:q9:get_peers1:t2:gp1:y1:qe";
    return ask(address, port, query).find("6:valuesl") != std::string::npos;
}

bool dht_answers(std::string const& address, std::uint16_t port) {
    auto const query = std::string{"d1:ad2:id20:"} + own_id + "e1:q4:ping1:t2:pn1:y1:qe";
    return !ask(address, port, query).empty();
}

} // namespace shoal::test
