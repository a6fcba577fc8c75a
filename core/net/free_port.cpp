#include "core/net/free_port.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ip/udp.hpp>
#include <boost/asio/ip/v6_only.hpp>

namespace shoal::net {
namespace {

namespace asio = boost::asio;
using boost::system::error_code;

template <class Socket>
bool is_taken(Socket socket, asio::ip::address const& address, std::uint16_t port, bool reuse) {
    typename Socket::endpoint_type const place{address, port};
    error_code error;
    socket.open(place.protocol(), error);
    if (!error && reuse) // or an earlier session's ended connections would count
        socket.set_option(asio::socket_base::reuse_address{true}, error);
    if (!error && address.is_v6())
        socket.set_option(asio::ip::v6_only{true}, error);
    if (!error)
        socket.bind(place, error);
    return error == asio::error::address_in_use;
}

} // namespace

Result<void> check_free(api::Endpoint const& place) {
    error_code error;
    auto const address = asio::ip::make_address(place.host, error);
    asio::io_context io{1};
    bool const is_free = error || place.port == 0 ||
                         (!is_taken(asio::ip::tcp::acceptor{io}, address, place.port, true) &&
                          !is_taken(asio::ip::udp::socket{io}, address, place.port, false));
    if (is_free)
        return {};
    return fail(Errc::conflict,
                "cannot listen: the address is in use; end what listens there ('ss -lntup' tells), "
                "or choose another port with --listen",
                api::to_string(place));
}

} // namespace shoal::net
