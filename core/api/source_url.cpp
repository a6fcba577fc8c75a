#include "core/api/source_url.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>

namespace shoal::api {
namespace {

// As net::parse_url: a longer one is an accident or an attack.
constexpr std::size_t longest = 8192;

bool is_control(char c) {
    auto const byte = static_cast<unsigned char>(c);
    return byte < 0x20 || byte == 0x7f;
}

bool is_port(std::string_view text) {
    std::uint16_t port = 0;
    auto const* const end = text.data() + text.size();
    auto const [last, error] = std::from_chars(text.data(), end, port);
    return error == std::errc{} && last == end && port != 0;
}

bool is_host(std::string_view text) {
    return !text.empty() && text.find_first_of(" \"<>\\^`{|}[]@") == std::string_view::npos;
}

/// What follows the scheme begins with "host", "host:port" or "[v6]:port".
bool has_place(std::string_view rest, bool needs_port) {
    auto const place = rest.substr(0, rest.find_first_of("/?#"));
    bool const is_v6 = place.starts_with('[');
    auto const host_end = std::min(place.find(is_v6 ? ']' : ':'), place.size());
    auto const host = is_v6 ? place.substr(1, host_end - 1) : place.substr(0, host_end);
    if ((is_v6 && host_end == place.size()) || !is_host(host))
        return false;
    auto const port = place.substr(host_end + (is_v6 ? 1 : 0));
    if (port.empty())
        return !needs_port;
    return port.front() == ':' && is_port(port.substr(1));
}

bool is_asked(std::string_view url, std::string_view scheme, bool needs_port) {
    return url.starts_with(scheme) && url.size() <= longest &&
           std::ranges::none_of(url, is_control) &&
           has_place(url.substr(scheme.size()), needs_port);
}

bool is_scheme(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               c == '+' || c == '-' || c == '.';
    });
}

/// Without "user:password@".
std::string_view without_login(std::string_view rest) {
    auto const place = rest.substr(0, rest.find_first_of("/?#"));
    auto const at = place.rfind('@');
    return at == std::string_view::npos ? rest : rest.substr(at + 1);
}

} // namespace

bool is_url(std::string_view url) {
    auto const colon = url.find("://");
    if (colon == std::string_view::npos || !is_scheme(url.substr(0, colon)) ||
        url.size() > longest || std::ranges::any_of(url, is_control) ||
        url.find(' ') != std::string_view::npos)
        return false;
    return has_place(without_login(url.substr(colon + 3)), url.starts_with("udp://"));
}

bool is_tracker_url(std::string_view url) {
    return is_web_seed_url(url) || is_asked(url, "udp://", true);
}

bool is_web_seed_url(std::string_view url) {
    return is_asked(url, "http://", false) || is_asked(url, "https://", false);
}

} // namespace shoal::api
