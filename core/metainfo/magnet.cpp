#include "core/metainfo/magnet.hpp"

#include "core/api/magnet.hpp"
#include "core/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace shoal::metainfo {
namespace {

constexpr std::size_t max_magnet_size = 256 * 1024;

Result<std::string> percent_decode(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '%') {
            out += text[i] == '+' ? ' ' : text[i];
            continue;
        }
        std::uint8_t byte = 0;
        if (!from_hex(text.substr(i + 1, 2), {&byte, 1}))
            return fail(Errc::invalid_input,
                        fmt::format("'{}' is not a percent escape", text.substr(i, 3)));
        out += static_cast<char>(byte);
        i += 2;
    }
    return out;
}

/// 32 digits of RFC 4648 base32, 5 bits each, make 20 bytes.
std::optional<Sha1Digest> from_base32(std::string_view digits) {
    Sha1Digest digest{};
    std::uint32_t bits = 0;
    int count = 0;
    std::size_t at = 0;
    for (char const c : digits) {
        char const upper = c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
        auto const value = std::string_view{"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"}.find(upper);
        if (value == std::string_view::npos)
            return std::nullopt;
        bits = ((bits << 5) | static_cast<std::uint32_t>(value)) & 0xfffU;
        count += 5;
        if (count >= 8) {
            count -= 8;
            digest[at++] = static_cast<std::uint8_t>(bits >> count);
        }
    }
    return digest;
}

template <class Digest>
Result<void> take_hash(Digest const& digest, std::optional<Digest>& out) {
    if (out && *out != digest)
        return fail(Errc::invalid_input, "it names two different info-hashes");
    out = digest;
    return {};
}

/// An `xt`: one that is not BitTorrent's is passed over, as other networks share the scheme.
Result<void> take_topic(std::string_view topic, api::InfoHash& out) {
    auto const bad = [&] {
        return fail(Errc::invalid_input,
                    fmt::format("'{}' is not an info-hash of 40 or 64 hex digits", topic));
    };
    if (starts_with_ignoring_case(topic, api::magnet_v1)) {
        auto const digits = topic.substr(api::magnet_v1.size());
        Sha1Digest digest{};
        auto const base32 = digits.size() == 32 ? from_base32(digits) : std::nullopt;
        if (!base32 && !from_hex(digits, digest))
            return bad();
        return take_hash(base32.value_or(digest), out.v1);
    }
    if (starts_with_ignoring_case(topic, "urn:btmh:")) {
        Sha256Digest digest{};
        if (!starts_with_ignoring_case(topic, api::magnet_v2) ||
            !from_hex(topic.substr(api::magnet_v2.size()), digest))
            return bad();
        return take_hash(digest, out.v2);
    }
    return {};
}

Result<void> take(std::string_view parameter, api::TorrentSummary& out) {
    auto const equals = parameter.find('=');
    if (equals == std::string_view::npos)
        return {};
    // "tr.1" and "tr" mean the same.
    auto const key = parameter.substr(0, std::min(equals, parameter.find('.')));
    SHOAL_TRY(auto value, percent_decode(parameter.substr(equals + 1)));
    if (value.empty())
        return {};
    if (key == "xt")
        return take_topic(value, out.info_hash);
    if (key == "dn" && out.name.empty())
        out.name = std::move(value);
    else if (key == "tr")
        out.trackers.push_back({std::move(value)});
    else if (key == "ws")
        out.web_seeds.push_back(std::move(value));
    return {};
}

} // namespace

Result<api::TorrentSummary> parse_magnet(std::string_view uri) {
    auto const where = at(std::string{uri.substr(0, 200)});
    auto const refuse = [&](std::string why) {
        return tl::make_unexpected(where(Error{Errc::invalid_input, std::move(why), {}}));
    };
    constexpr std::string_view scheme = "magnet:?";
    if (uri.size() > max_magnet_size)
        return refuse("longer than any magnet link can sensibly be");
    if (!starts_with_ignoring_case(uri, scheme))
        return refuse("not a magnet link: it must begin with 'magnet:?'");
    api::TorrentSummary summary;
    for (auto const& parameter : split(uri.substr(scheme.size()), '&'))
        if (auto const taken = take(parameter, summary); !taken)
            return refuse(taken.error().what + "; copy the link again");
    auto const& hash = summary.info_hash;
    if (!hash.v1 && !hash.v2)
        return refuse("the magnet link has no info-hash (xt=urn:btih:…); copy it again");
    if (hash.v2)
        summary.format = hash.v1 ? api::Format::hybrid : api::Format::v2;
    summary.magnet = api::make_magnet(summary);
    return summary;
}

bool is_magnet(std::string_view source) {
    return starts_with_ignoring_case(source, "magnet:");
}

} // namespace shoal::metainfo
