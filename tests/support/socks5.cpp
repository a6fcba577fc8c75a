#include "tests/support/socks5.hpp"

#include <fmt/format.h>

#include <arpa/inet.h>
#include <array>
#include <poll.h>
#include <sys/socket.h>

namespace shoal::test {
namespace {

constexpr char version = 5, connect_command = 1, ipv4 = 1, ipv6 = 4;
constexpr char refused = 5, command_not_supported = 7;

bool greet(int client) {
    std::array<char, 2> head{};
    std::array<char, 255> methods{};
    return receive_exactly(client, head.data(), head.size()) && head[0] == version &&
           receive_exactly(client, methods.data(), static_cast<unsigned char>(head[1])) &&
           send_all(client, {"\x05\x00", 2});
}

bool answer(int client, char status) {
    return send_all(client, std::string{version, status, 0, ipv4, 0, 0, 0, 0, 0, 0});
}

/// The address asked for, as text; empty for a name, which nobody here resolves.
std::string read_ip(int client, char kind) {
    std::array<char, 16> raw{};
    std::array<char, INET6_ADDRSTRLEN> text{};
    if ((kind != ipv4 && kind != ipv6) ||
        !receive_exactly(client, raw.data(), kind == ipv4 ? 4 : 16))
        return {};
    ::inet_ntop(kind == ipv4 ? AF_INET : AF_INET6, raw.data(), text.data(), text.size());
    return text.data();
}

} // namespace

Socks5::Socks5(std::string const& address)
    : address_(address), server_(address, [this](int client) { serve(client); }) {}

std::string Socks5::url() const {
    return fmt::format("socks5://{}:{}", address_, server_.port());
}

void Socks5::serve(int client) {
    std::array<char, 4> request{}; // version, command, reserved, kind of address
    if (!greet(client) || !receive_exactly(client, request.data(), request.size()))
        return;
    auto const ip = read_ip(client, request[3]);
    std::array<unsigned char, 2> port{};
    if (ip.empty() || request[1] != connect_command ||
        !receive_exactly(client, reinterpret_cast<char*>(port.data()), port.size())) {
        [[maybe_unused]] bool const told = answer(client, command_not_supported);
        return;
    }
    Fd const target = connect_to(ip, static_cast<std::uint16_t>(port[0] * 256 + port[1]));
    if (!answer(client, target.get() < 0 ? refused : 0) || target.get() < 0)
        return;
    ++connections_;
    carry(client, target.get());
}

void Socks5::carry(int client, int target) {
    std::array<pollfd, 2> both{{{client, POLLIN, 0}, {target, POLLIN, 0}}};
    std::array<char, 65536> part{};
    while (::poll(both.data(), both.size(), -1) > 0)
        for (auto const& [from, to] : {std::pair{both[0], target}, std::pair{both[1], client}}) {
            if (from.revents == 0)
                continue;
            auto const got = ::recv(from.fd, part.data(), part.size(), 0);
            if (got <= 0 || !send_all(to, {part.data(), static_cast<std::size_t>(got)}))
                return;
            bytes_ += got;
        }
}

} // namespace shoal::test
