#include "tests/support/netns.hpp"

#include "core/base/file.hpp"

#include <fmt/format.h>

#include <arpa/inet.h>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <net/if.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

namespace shoal::test {
namespace {

bool write_text(char const* path, std::string const& text) {
    std::ofstream file{path};
    file << text << std::flush;
    return file.good();
}

/// Without root: a user namespace first, in which we keep our own numbers.
std::string enter_as_user() {
    auto const user = ::getuid();
    auto const group = ::getgid();
    if (::unshare(CLONE_NEWUSER | CLONE_NEWNET) != 0)
        return fmt::format("cannot make a network namespace ({}); run the interop tests as root, "
                           "or allow user namespaces (sysctl kernel.unprivileged_userns_clone=1)",
                           std::strerror(errno));
    bool const mapped = write_text("/proc/self/setgroups", "deny") &&
                        write_text("/proc/self/uid_map", fmt::format("{0} {0} 1", user)) &&
                        write_text("/proc/self/gid_map", fmt::format("{0} {0} 1", group));
    return mapped ? "" : "cannot map our user into the new namespace";
}

ifreq loopback(char const* label) {
    ifreq request{};
    std::strncpy(request.ifr_name, label, IFNAMSIZ - 1);
    return request;
}

ifreq with_address(ifreq request, char const* text) {
    sockaddr_in value{};
    value.sin_family = AF_INET;
    ::inet_pton(AF_INET, text, &value.sin_addr);
    std::memcpy(&request.ifr_addr, &value, sizeof value);
    return request;
}

/// The kernel takes the whole network of an address on lo as its own, as it does with 127/8.
bool configure_loopback() {
    Fd const socket{::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0)};
    ifreq up = loopback("lo");
    up.ifr_flags = IFF_UP | IFF_RUNNING | IFF_LOOPBACK;
    ifreq address_request = with_address(loopback("lo:1"), address(0).c_str());
    ifreq mask = with_address(loopback("lo:1"), "255.255.0.0");
    return ::ioctl(socket.get(), SIOCSIFFLAGS, &up) == 0 &&
           ::ioctl(socket.get(), SIOCSIFADDR, &address_request) == 0 &&
           ::ioctl(socket.get(), SIOCSIFNETMASK, &mask) == 0;
}

} // namespace

std::string enter_private_network() {
    if (::unshare(CLONE_NEWNET) != 0)
        if (auto reason = enter_as_user(); !reason.empty())
            return reason;
    if (!configure_loopback())
        return fmt::format("cannot set up the loopback device: {}", std::strerror(errno));
    // bbr, the default of some hosts, paces loopback to about half its speed.
    write_text("/proc/sys/net/ipv4/tcp_congestion_control", "reno");
    return {};
}

std::string address(int n) {
    return fmt::format("198.18.{}.1", n);
}

} // namespace shoal::test
