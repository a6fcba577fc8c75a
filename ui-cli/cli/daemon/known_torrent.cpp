#include "ui-cli/cli/daemon/known_torrent.hpp"

#include "ui-cli/cli/daemon/torrent_pick.hpp"

#include <algorithm>

namespace shoal::cli {
namespace {

constexpr std::size_t shortest_prefix = 4;
constexpr std::size_t v1_digits = 40;
constexpr std::size_t v2_digits = 64;
constexpr auto hex_digits = "0123456789abcdefABCDEF";

bool is_whole_hash(std::string const& source) {
    return source.size() == v1_digits || source.size() == v2_digits;
}

/// A whole hash names a swarm even where no daemon knows it.
template <class T>
Result<std::optional<KnownTorrent>> unless_hash(std::string const& source, T error) {
    if (is_whole_hash(source))
        return std::nullopt;
    return tl::make_unexpected(std::move(error));
}

} // namespace

bool looks_like_id(std::string const& source) {
    bool const is_number =
        !source.empty() && source.find_first_not_of("0123456789") == std::string::npos;
    bool const is_prefix = source.size() >= shortest_prefix && source.size() <= v2_digits &&
                           source.find_first_not_of(hex_digits) == std::string::npos;
    return is_number || is_prefix;
}

Result<std::optional<KnownTorrent>> find_known(Services& services, std::string const& source,
                                               std::string const& socket) {
    std::error_code ignored;
    if (!looks_like_id(source) || fs::exists(source, ignored))
        return std::nullopt;
    auto daemon = std::make_unique<Daemon>(services);
    if (auto attached = daemon->attach(socket); !attached)
        return unless_hash(source, std::move(attached).error());
    SHOAL_TRY(auto pick, pick_torrents(*daemon->snapshot(), {source}, {}));
    if (pick.torrents.empty())
        return unless_hash(source, pick.errors().front());
    return KnownTorrent{std::move(daemon), pick.torrents.front()};
}

} // namespace shoal::cli
