#include "core/engine/intake/resolve.hpp"

#include "core/net/resolve.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <memory>
#include <netdb.h>

namespace shoal::engine {
namespace {

Result<std::string> address_of(std::string const& host) {
    addrinfo hints{};
    hints.ai_socktype = SOCK_STREAM;
    addrinfo* found = nullptr;
    int const error = ::getaddrinfo(host.c_str(), nullptr, &hints, &found);
    if (error != 0)
        return fail(Errc::not_found,
                    fmt::format("the name has no address ({}); check it", ::gai_strerror(error)),
                    host);
    std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)> const owned{found, &::freeaddrinfo};
    std::array<char, NI_MAXHOST> text{};
    if (::getnameinfo(found->ai_addr, found->ai_addrlen, text.data(), text.size(), nullptr, 0,
                      NI_NUMERICHOST) != 0)
        return fail(Errc::io, "the address cannot be printed", host);
    return std::string{text.data()};
}

} // namespace

Result<std::vector<api::Endpoint>> resolve(std::vector<api::Endpoint> const& peers) {
    std::vector<api::Endpoint> resolved;
    for (auto const& peer : peers) {
        SHOAL_TRY(auto address, address_of(peer.host));
        resolved.push_back({std::move(address), peer.port});
    }
    return resolved;
}

std::vector<api::Endpoint> resolve_some(std::vector<api::Endpoint> const& names,
                                        std::chrono::seconds patience,
                                        std::stop_token const& stop) {
    constexpr std::chrono::seconds share{3};
    std::vector<api::Endpoint> found;
    auto const deadline = std::chrono::steady_clock::now() + patience;
    for (auto const& name : names) {
        auto const now = std::chrono::steady_clock::now();
        if (now >= deadline || stop.stop_requested())
            break;
        auto const addresses =
            net::resolve(name.host, name.port, std::min(deadline, now + share), stop);
        if (addresses)
            found.push_back({addresses->front().address().to_string(), name.port});
    }
    return found;
}

} // namespace shoal::engine
