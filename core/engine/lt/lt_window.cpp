#include "core/engine/lt/lt_window.hpp"

#include <libtorrent/peer_connection.hpp>

#include <netinet/in.h>
#include <netinet/tcp.h>

namespace shoal::engine {
namespace {

constexpr std::uint32_t next_door_us = 500;
// 4 Gbit/s at least from each such peer.
constexpr int window = 256 * 1024;

/// A socket option as Asio wants it.
template <int Name, class Value>
struct TcpOption {
    Value value{};

    template <class Protocol>
    [[nodiscard]] int level(Protocol const&) const {
        return IPPROTO_TCP;
    }

    template <class Protocol>
    [[nodiscard]] int name(Protocol const&) const {
        return Name;
    }

    template <class Protocol>
    [[nodiscard]] void* data(Protocol const&) {
        return &value;
    }

    template <class Protocol>
    [[nodiscard]] void const* data(Protocol const&) const {
        return &value;
    }

    template <class Protocol>
    [[nodiscard]] std::size_t size(Protocol const&) const {
        return sizeof(value);
    }

    template <class Protocol>
    void resize(Protocol const&, std::size_t) {}
};

/// Null over uTP, a proxy or TLS.
lt::tcp::socket* plain_socket(lt::peer_connection_handle const& peer) {
    auto const connection = peer.native_handle();
    return connection ? boost::get<lt::tcp::socket>(&connection->get_socket()) : nullptr;
}

/// Microseconds; nothing: not measured yet.
std::optional<std::uint32_t> round_trip_us(lt::tcp::socket& socket) {
    lt::error_code ec;
    TcpOption<TCP_INFO, tcp_info> path;
    socket.get_option(path, ec);
    if (ec || path.value.tcpi_rtt == 0)
        return std::nullopt;
    return path.value.tcpi_rtt;
}

} // namespace

void bound_window(lt::peer_connection_handle const& peer) {
    auto* const socket = plain_socket(peer);
    if (!socket)
        return; // it has buffers of its own
    if (auto const us = round_trip_us(*socket); !us || *us >= next_door_us)
        return;
    lt::error_code ec;
    socket->set_option(lt::tcp::socket::receive_buffer_size{window}, ec);
    // The kernel widens the window no more once the buffer is set, so we do.
    socket->set_option(TcpOption<TCP_WINDOW_CLAMP, int>{window}, ec);
}

std::optional<double> round_trip(lt::peer_connection_handle const& peer) {
    auto* const socket = plain_socket(peer);
    auto const us = socket ? round_trip_us(*socket) : std::nullopt;
    return us ? std::optional{*us / 1e6} : std::nullopt;
}

} // namespace shoal::engine
