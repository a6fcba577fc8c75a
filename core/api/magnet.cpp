#include "core/api/magnet.hpp"

#include "core/base/hash.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace shoal::api {
namespace {

bool is_unreserved(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view{"-._~"}.find(c) != std::string_view::npos;
}

std::string percent_encode(std::string_view text) {
    std::string out;
    for (char const c : text)
        out += is_unreserved(c) ? std::string(1, c)
                                : fmt::format("%{:02X}", static_cast<unsigned char>(c));
    return out;
}

} // namespace

std::string make_magnet(TorrentSummary const& torrent) {
    std::vector<std::string> parts;
    if (auto const& v1 = torrent.info_hash.v1)
        parts.push_back(fmt::format("xt={}{}", magnet_v1, to_hex(*v1)));
    if (auto const& v2 = torrent.info_hash.v2)
        parts.push_back(fmt::format("xt={}{}", magnet_v2, to_hex(*v2)));
    if (!torrent.name.empty())
        parts.push_back("dn=" + percent_encode(torrent.name));
    for (auto const& tier : torrent.trackers)
        for (auto const& url : tier)
            parts.push_back("tr=" + percent_encode(url));
    for (auto const& url : torrent.web_seeds)
        parts.push_back("ws=" + percent_encode(url));
    return fmt::format("magnet:?{}", fmt::join(parts, "&"));
}

} // namespace shoal::api
