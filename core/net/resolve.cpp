#include "core/net/resolve.hpp"

#include <condition_variable>
#include <cstring>
#include <memory>
#include <mutex>
#include <netdb.h>
#include <thread>

namespace shoal::net {
namespace {

using Endpoints = std::vector<boost::asio::ip::tcp::endpoint>;

/// Shared with the thread that looks up, which may outlive the wait: getaddrinfo cannot be ended
/// from outside, and Asio's own resolver would make us wait for it.
struct Lookup {
    std::mutex mutex;
    std::condition_variable_any ready;
    bool is_done = false;
    int error = 0;
    Endpoints found;
};

Endpoints endpoints_of(addrinfo const* first, std::uint16_t port) {
    Endpoints endpoints;
    for (auto const* info = first; info; info = info->ai_next) {
        boost::asio::ip::tcp::endpoint endpoint;
        if (info->ai_addrlen > endpoint.capacity())
            continue;
        std::memcpy(endpoint.data(), info->ai_addr, info->ai_addrlen);
        endpoint.resize(info->ai_addrlen);
        endpoint.port(port);
        endpoints.push_back(endpoint);
    }
    return endpoints;
}

void look_up(std::string const& host, std::uint16_t port, Lookup& lookup) {
    addrinfo hints{};
    hints.ai_socktype = SOCK_STREAM;
    addrinfo* list = nullptr;
    int const error = ::getaddrinfo(host.c_str(), nullptr, &hints, &list);
    auto found = endpoints_of(list, port);
    if (list)
        ::freeaddrinfo(list);
    std::scoped_lock lock(lookup.mutex);
    lookup.is_done = true;
    lookup.error = error;
    lookup.found = std::move(found);
    lookup.ready.notify_all();
}

Error lookup_error(int error) {
    if (error == EAI_NONAME)
        return {Errc::not_found, "there is no host of this name; check the spelling", {}};
    return {Errc::unavailable,
            std::string{"the host name could not be looked up: "} + ::gai_strerror(error) +
                "; check the network and the name server",
            {}};
}

} // namespace

Result<Endpoints> resolve(std::string const& host, std::uint16_t port, SteadyTime deadline,
                          std::stop_token stop) {
    boost::system::error_code not_numeric;
    auto const address = boost::asio::ip::make_address(host, not_numeric);
    if (!not_numeric)
        return Endpoints{{address, port}};

    auto const lookup = std::make_shared<Lookup>();
    std::thread{[host, port, lookup] {
        look_up(host, port, *lookup);
    }}.detach();
    std::unique_lock lock(lookup->mutex);
    if (!lookup->ready.wait_until(lock, stop, deadline, [&] { return lookup->is_done; }))
        return fail(Errc::unavailable,
                    stop.stop_requested()
                        ? "stopped before the host name was looked up"
                        : "the name server did not answer in time; check the network");
    if (lookup->error != 0 || lookup->found.empty())
        return tl::make_unexpected(lookup_error(lookup->error));
    return std::move(lookup->found);
}

} // namespace shoal::net
