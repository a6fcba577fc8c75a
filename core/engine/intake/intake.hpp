#pragma once

#include "core/api/torrents.hpp"
#include "core/engine/intake/placement.hpp"
#include "core/engine/wire.hpp"

#include <functional>
#include <stop_token>

namespace shoal::engine {

/// Gets the bytes behind an http(s) URL. Blocking.
using Fetch = std::function<Result<std::string>(std::string const& url, std::stop_token stop)>;

/// What a source says, before anybody looked at the disk.
struct Opened {
    std::optional<metainfo::Metainfo> torrent; ///< nothing: only a magnet is known so far
    api::InfoHash info_hash;
    std::string name;
    std::string magnet; ///< when the source was one
};

/// What a source turned out to be, held against the disk and ready for the swarm.
struct Intake {
    std::optional<metainfo::Metainfo> torrent; ///< nothing: only a magnet is known so far
    api::InfoHash info_hash;
    std::string name;
    Placement placement;
    FoundNames found;                 ///< already in `placement`
    std::string magnet;               ///< when the source was one
    std::vector<bool> have;           ///< pieces known to be on disk
    std::vector<bool> wanted;         ///< pieces of selected files
    std::vector<bool> unsure;         ///< pieces to hash first; empty: none
    bool was_begun = false;           ///< there was a record: what is there, we wrote
    bool is_to_begin = false;         ///< a record that claims nothing must be written first
    WallTime saved;                   ///< when that record was begun
    bool blocks_kept = false;         ///< unfinished pieces in `resume` may be believed
    std::string resume;               ///< the swarm side's own data from an earlier run
    std::vector<api::Endpoint> peers; ///< resolved
};

[[nodiscard]] RecordKey record_key(api::TorrentId id, Intake const& intake);

/// Whether opening it fetches something from the network first.
[[nodiscard]] bool is_url(std::string_view source);

/// Turns what the user gave into what the swarm needs, in three steps, each a worker's job: opens
/// and parses it; refuses what is unsafe and looks at the disk; hashes what the records do not
/// vouch for. Blocking.
class IntakeDesk {
public:
    IntakeDesk(Records const& records, Fetch fetch) : records_(records), fetch_(std::move(fetch)) {}

    /// `id` 0: it is new here. Otherwise the .torrent that was kept is opened.
    [[nodiscard]] Result<Opened> open(api::TorrentId id, api::Add const& add,
                                      std::stop_token stop) const;

    /// As above, once a magnet's metadata arrived: `info` is the bencoded info dict.
    [[nodiscard]] Result<Opened> open_metadata(api::Add const& add, std::string const& info) const;

    /// `was_here`: in an earlier run of the same session; not_found when its record claims data and
    /// none is left, unless `add` asks for a check.
    [[nodiscard]] Result<Intake> survey(api::TorrentId id, api::Add const& add, Opened opened,
                                        bool was_here) const;

    /// Hashes what is `unsure`. Long, unless nothing is.
    [[nodiscard]] Result<Intake> check(api::TorrentId id, api::Add const& add, Intake intake,
                                       api::OnProgress const& progress, std::stop_token stop) const;

private:
    [[nodiscard]] Result<void> consult_record(api::TorrentId id, api::Add const& add,
                                              Intake& intake, bool was_here) const;

    Records const& records_; ///< borrowed: outlives us
    Fetch fetch_;
};

} // namespace shoal::engine
