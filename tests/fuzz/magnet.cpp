#include "core/metainfo/magnet.hpp"

#include "core/base/check.hpp"
#include "tests/fuzz/target.hpp"

// Percent escapes may triple a link; below this what we make stays below what we read.
constexpr std::size_t largest_link = 64 * 1024;

// An accepted link gives a link of ours that says the same.
void shoal::fuzz::one_input(std::string_view bytes) {
    auto const torrent = metainfo::parse_magnet(bytes.substr(0, largest_link));
    if (!torrent) {
        SHOAL_CHECK(torrent.error().code == Errc::invalid_input && !torrent.error().what.empty());
        return;
    }
    SHOAL_CHECK(metainfo::is_magnet(bytes));
    auto const again = metainfo::parse_magnet(torrent->magnet);
    SHOAL_CHECK(again.has_value(), "{}", again.error().what);
    SHOAL_CHECK(again->magnet == torrent->magnet);
    SHOAL_CHECK(again->info_hash == torrent->info_hash);
    SHOAL_CHECK(again->format == torrent->format);
    SHOAL_CHECK(again->name == torrent->name);
    SHOAL_CHECK(again->trackers == torrent->trackers);
    SHOAL_CHECK(again->web_seeds == torrent->web_seeds);
}
