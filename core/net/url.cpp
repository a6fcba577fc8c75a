#include "core/net/url.hpp"

#include "core/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace shoal::net {
namespace {

// A longer one is an accident or an attack; browsers and servers stop at 8 KiB or before.
constexpr std::size_t max_length = 8192;

constexpr std::uint16_t default_port(bool is_https) {
    return is_https ? 443 : 80;
}

bool is_control(char c) {
    auto const byte = static_cast<unsigned char>(c);
    return byte < 0x20 || byte == 0x7f;
}

std::string encode_target(std::string_view target) {
    std::string encoded = target.empty() || target.front() != '/' ? "/" : "";
    for (char const c : target.substr(0, target.find('#'))) {
        auto const byte = static_cast<unsigned char>(c);
        if (byte <= 0x20 || byte >= 0x7f)
            encoded += fmt::format("%{:02X}", byte);
        else
            encoded += c;
    }
    return encoded;
}

/// "host", "host:port", "[v6]:port" into `url`; false when it is none of them.
bool read_authority(std::string_view text, Url& url) {
    auto const host_end = text.starts_with('[') ? text.find(']') : text.find(':');
    if (text.starts_with('[')) {
        if (host_end == std::string_view::npos)
            return false;
        url.host = text.substr(1, host_end - 1);
        text.remove_prefix(host_end + 1);
    } else {
        url.host = text.substr(0, host_end);
        text.remove_prefix(std::min(host_end, text.size()));
    }
    if (url.host.empty() || url.host.find_first_of(" \"<>\\^`{|}[]") != std::string::npos)
        return false;
    if (text.empty())
        return true;
    auto const* const end = text.data() + text.size();
    auto const [last, error] = std::from_chars(text.data() + 1, end, url.port);
    return text.front() == ':' && error == std::errc{} && last == end && url.port != 0;
}

} // namespace

Result<Url> parse_url(std::string_view text) {
    auto const bad = [&](std::string_view why) {
        return fail(
            Errc::invalid_input,
            fmt::format("this URL {}; write for example https://example.org/file.torrent", why));
    };
    if (text.size() > max_length)
        return bad("is longer than 8 KiB");
    if (std::any_of(text.begin(), text.end(), is_control))
        return bad("has a control character in it");
    Url url;
    url.is_https = starts_with_ignoring_case(text, "https://");
    if (!url.is_https && !starts_with_ignoring_case(text, "http://"))
        return bad("is neither http:// nor https://");
    url.port = default_port(url.is_https);
    text.remove_prefix(url.is_https ? 8 : 7);
    auto const authority_end = std::min(text.find_first_of("/?#"), text.size());
    auto const place = text.substr(0, authority_end);
    if (place.find('@') != std::string_view::npos)
        return bad("has a user name in it, which is not supported");
    if (!read_authority(place, url))
        return bad("has no valid host and port");
    url.target = encode_target(text.substr(authority_end));
    return url;
}

Result<Url> resolve_reference(Url const& base, std::string_view reference) {
    if (reference.starts_with("//"))
        return parse_url((base.is_https ? "https:" : "http:") + std::string{reference});
    if (reference.find("://") < reference.find_first_of("/?#") || reference.empty())
        return parse_url(reference);
    auto const path = std::string_view{base.target}.substr(0, base.target.find('?'));
    std::string target{reference};
    if (reference.front() == '?')
        target = std::string{path} + target;
    else if (reference.front() != '/')
        target = std::string{path.substr(0, path.rfind('/') + 1)} + target;
    auto url = base;
    url.target.clear();
    return parse_url(to_string(url) + target);
}

std::string authority(Url const& url) {
    auto host = url.host.find(':') == std::string::npos ? url.host : "[" + url.host + "]";
    return url.port == default_port(url.is_https) ? host : fmt::format("{}:{}", host, url.port);
}

std::string to_string(Url const& url) {
    return (url.is_https ? "https://" : "http://") + authority(url) + url.target;
}

} // namespace shoal::net
