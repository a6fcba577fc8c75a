#include "app/service_manager.hpp"

#include "core/base/file.hpp"

#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <sys/socket.h>
#include <sys/un.h>

namespace shoal::app {

void tell_service_manager(std::string_view state) {
    // NOLINTNEXTLINE(concurrency-mt-unsafe): nothing of ours ever sets it
    char const* const path = std::getenv("NOTIFY_SOCKET");
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    auto const length = path ? std::strlen(path) : 0;
    if (length == 0 || length >= sizeof address.sun_path)
        return;
    std::memcpy(address.sun_path, path, length);
    if (address.sun_path[0] == '@') // an abstract name
        address.sun_path[0] = '\0';
    Fd const socket{::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0)};
    auto const size = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + length);
    // Nobody there is nobody told.
    (void)::sendto(socket.get(), state.data(), state.size(), MSG_NOSIGNAL,
                   reinterpret_cast<sockaddr const*>(&address), size);
}

} // namespace shoal::app
