#include "core/store/history.hpp"

#include "core/store/columns.hpp"
#include "core/store/roll_up.hpp"

#include <algorithm>

namespace shoal::store {
namespace {

// The row's number is its key, so that what is read together lies together, and no index is needed:
// torrent (32 bits), tier (2), tens of seconds since 1970 (29, until the year 2140).
constexpr int time_bits = 29;
constexpr int tier_bits = 2;
constexpr std::int64_t last_time = (std::int64_t{1} << time_bits) - 1;
constexpr auto finest = tiers.front().step;
static_assert(tiers.size() <= 1U << tier_bits);

std::int64_t key_of(api::TorrentId torrent, std::size_t tier, WallTime time) {
    auto const place = (std::int64_t{torrent} << tier_bits | static_cast<std::int64_t>(tier))
                       << time_bits;
    return place | std::clamp<std::int64_t>(time.time_since_epoch() / finest, 0, last_time);
}

WallTime time_of(std::int64_t key) {
    return WallTime{(key & last_time) * finest};
}

Sample take_sample(Statement const& statement, api::TorrentId torrent) {
    Columns columns{statement};
    return {
        .torrent = torrent,
        .time = time_of(columns.take<std::int64_t>()),
        .count = columns.take<int>(),
        .grade = columns.take<std::optional<double>>(),
        .copies = columns.take<double>(),
        .peers = columns.take<double>(),
        .seeds = columns.take<double>(),
        .down = columns.take<double>(),
        .up = columns.take<double>(),
        .joined = columns.take<std::int64_t>(),
        .left = columns.take<std::int64_t>(),
    };
}

Result<std::vector<Sample>> load(Database& database, api::TorrentId torrent, std::int64_t from,
                                 std::int64_t until) {
    SHOAL_TRY(auto statement,
              database.prepare("SELECT key, count, grade, copies, peers, seeds, down, up, joined, "
                               "gone FROM history WHERE key >= ? AND key < ? ORDER BY key"));
    Parameters{statement}.put(from, until);
    std::vector<Sample> samples;
    while (true) {
        SHOAL_TRY(bool const found, statement.step());
        if (!found)
            return samples;
        samples.push_back(take_sample(statement, torrent));
    }
}

Result<void> save(Database& database, std::int64_t key, Sample const& sample) {
    SHOAL_TRY(auto statement,
              database.prepare("REPLACE INTO history (key, count, grade, copies, peers, seeds, "
                               "down, up, joined, gone) SELECT ?, ?, ?, ?, ?, ?, ?, ?, ?, ? "
                               "WHERE ?11 = 0 OR EXISTS (SELECT 1 FROM torrents WHERE id = ?11)"));
    Parameters{statement}.put(key, sample.count, sample.grade, sample.copies, sample.peers,
                              sample.seeds, sample.down, sample.up, sample.joined, sample.left,
                              sample.torrent);
    return statement.run();
}

Result<void> drop(Database& database, std::int64_t from, std::int64_t until) {
    SHOAL_TRY(auto statement, database.prepare("DELETE FROM history WHERE key >= ? AND key < ?"));
    Parameters{statement}.put(from, until);
    return statement.run();
}

/// Takes a sample into a step of its tier; true when that begins with it.
Result<bool> take_in(Database& database, std::size_t tier, Sample const& sample) {
    auto const key = key_of(sample.torrent, tier, sample.time);
    SHOAL_TRY(auto const known, load(database, sample.torrent, key, key + 1));
    SHOAL_TRY_VOID(save(database, key, known.empty() ? sample : merged(known.front(), sample)));
    return known.empty();
}

/// When the last sample of a torrent is of; 1970 when there is none.
Result<WallTime> newest_of(Database& database, api::TorrentId torrent) {
    SHOAL_TRY(auto statement, database.prepare("SELECT key FROM history WHERE key >= ? AND key < ? "
                                               "ORDER BY key DESC LIMIT 1"));
    Parameters{statement}.put(key_of(torrent, 0, {}), key_of(torrent, 1, {}));
    SHOAL_TRY(bool const found, statement.step());
    return found ? time_of(statement.integer(0)) : WallTime{};
}

} // namespace

Result<void> note_samples(Database& database, std::vector<Sample> const& samples) {
    for (std::size_t tier = 0; tier < tiers.size(); ++tier)
        for (auto const& sample : roll_up(samples, tiers[tier].step)) {
            SHOAL_TRY(bool const begins, take_in(database, tier, sample));
            // Once in each step: then the tier before lets go of what it keeps no longer.
            if (begins && tier > 0)
                SHOAL_TRY_VOID(
                    drop(database, key_of(sample.torrent, tier - 1, {}),
                         key_of(sample.torrent, tier - 1, sample.time - tiers[tier - 1].keep)));
        }
    return {};
}

Result<void> drop_history(Database& database, api::TorrentId torrent) {
    return drop(database, key_of(torrent, 0, {}),
                key_of(torrent, tiers.size() - 1, WallTime::max()));
}

Result<History> load_history(Database& database, api::TorrentId torrent, WallTime since,
                             WallTime until, std::size_t most) {
    SHOAL_TRY(auto const newest, newest_of(database, torrent));
    auto const tier = tier_of(since, newest);
    History history{.step = tiers[tier].step};
    SHOAL_TRY(history.samples,
              load(database, torrent, key_of(torrent, tier, since), key_of(torrent, tier, until)));
    return thinned(std::move(history), most);
}

} // namespace shoal::store
