#include "core/api/types.hpp"

#include <fmt/format.h>

#include <charconv>

namespace shoal::api {

bool is_same_torrent(InfoHash const& a, InfoHash const& b) {
    return (a.v1 && a.v1 == b.v1) || (a.v2 && a.v2 == b.v2);
}

std::string display(InfoHash const& hash) {
    if (hash.v1)
        return to_hex(*hash.v1);
    return hash.v2 ? to_hex(*hash.v2) : std::string{};
}

std::string_view to_string(Format format) {
    switch (format) {
    case Format::v1:
        return "v1";
    case Format::v2:
        return "v2";
    case Format::hybrid:
        return "hybrid";
    }
    return "";
}

Result<Endpoint> parse_endpoint(std::string_view text, bool allow_any_port) {
    auto const bad = [&] {
        return fail(Errc::invalid_input,
                    fmt::format("'{}' is not HOST:PORT; write for example 192.0.2.1:6881 or "
                                "[2001:db8::1]:6881",
                                text));
    };
    auto const colon = text.rfind(':');
    if (colon == std::string_view::npos)
        return bad();
    auto host = text.substr(0, colon);
    auto const digits = text.substr(colon + 1);
    bool const bracketed = host.size() > 2 && host.front() == '[' && host.back() == ']';
    if (bracketed)
        host = host.substr(1, host.size() - 2);
    auto const forbidden = bracketed ? std::string_view{"[]"} : std::string_view{"[]:"};
    if (host.empty() || host.find_first_of(forbidden) != std::string_view::npos)
        return bad();

    std::uint16_t port = 0;
    auto const [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
    if (digits.empty() || error != std::errc{} || end != digits.data() + digits.size())
        return bad();
    if (port == 0 && !allow_any_port)
        return bad();
    return Endpoint{std::string{host}, port};
}

std::string to_string(Endpoint const& endpoint) {
    bool const is_v6 = endpoint.host.find(':') != std::string::npos;
    return is_v6 ? fmt::format("[{}]:{}", endpoint.host, endpoint.port)
                 : fmt::format("{}:{}", endpoint.host, endpoint.port);
}

} // namespace shoal::api
